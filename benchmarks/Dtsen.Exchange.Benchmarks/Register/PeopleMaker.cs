using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>
/// Makes the rows of a People table from a seed. NIKs are as skewed as real ones: a kelurahan has three times the people of a desa, there are
/// more of the young than of the old, and whoever does not know the birth date is registered as born on the last day of December or the
/// first of July.
/// </summary>
internal static class PeopleMaker
{
    private const int Sequences = 10_000;
    private const int WomenDayOffset = 40;
    private const int KelurahanWeight = 3;
    private const int OldestBirthYear = 1926;
    private const int Years = 100;
    private const int CertainSince = 1985;
    private const double LastOfDecember = 0.12;
    private const double FirstOfJuly = 0.08;
    private const double Vacant = 0.2;
    private const double LongName = 0.2;

    /// <summary>Writes <c>people.table</c> and <c>names.table</c> into a folder.</summary>
    public static void Write(string folder, int people, int seed, WilayahTable wilayah)
    {
        var chance = new Random(seed);
        var niks = Number(people, chance, wilayah);
        using var writer = new PeopleTableWriter(folder);
        var row = new byte[PersonLayout.RowSize];
        var name = new byte[64];
        foreach (var number in niks)
        {
            var length = Name(name, chance);
            Fill(row, number, name.AsSpan(0, length), chance);
            writer.Add(row, length > PersonLayout.NameRoom ? name.AsSpan(0, length) : []);
        }

        _ = writer.Complete().ToList();
    }

    private static ulong[] Number(int people, Random chance, WilayahTable wilayah)
    {
        var kecamatan = Kecamatan(wilayah);
        var niks = new ulong[people];
        for (var i = 0; i < people; i++)
        {
            niks[i] = ((kecamatan[chance.Next(kecamatan.Length)] * 1_000_000) + BirthDigits(chance)) * Sequences;
        }

        Array.Sort(niks);
        var (before, sequence) = (0UL, 0UL);
        for (var i = 0; i < people; i++)
        {
            // Some of those who were registered on that day live no more.
            sequence = (niks[i] == before ? sequence : 0) + (chance.NextDouble() < Vacant ? 2UL : 1UL);
            before = niks[i];
            niks[i] += sequence;
        }

        return niks;
    }

    /// <summary>Each kecamatan as often as it has people.</summary>
    private static ulong[] Kecamatan(WilayahTable wilayah) =>
    [
        .. wilayah.CodesOf(WilayahLevel.Kecamatan).SelectMany(kecamatan => Enumerable.Repeat(
            kecamatan.Number, wilayah.ChildrenOf(kecamatan).Sum(desa => desa.DesaKind == 1 ? KelurahanWeight : 1))),
    ];

    private static ulong BirthDigits(Random chance)
    {
        // The lesser of two: twice as many are in the first year as there would be on average, and few in the last.
        var year = OldestBirthYear + Years - 1 - Math.Min(chance.Next(Years), chance.Next(Years));
        var date = year >= CertainSince
            ? new DateOnly(year, 1, 1).AddDays(chance.Next(365))
            : chance.NextDouble() switch
            {
                < LastOfDecember => new DateOnly(year, 12, 31),
                < LastOfDecember + FirstOfJuly => new DateOnly(year, 7, 1),
                _ => new DateOnly(year, 1, 1).AddDays(chance.Next(365)),
            };
        var day = date.Day + (chance.Next(2) * WomenDayOffset);
        return (ulong)((((day * 100) + date.Month) * 100) + (date.Year % 100));
    }

    private static int Name(Span<byte> name, Random chance)
    {
        var length = chance.NextDouble() < LongName ? chance.Next(PersonLayout.NameRoom + 1, 45) : chance.Next(4, PersonLayout.NameRoom + 1);
        for (var at = 0; at < length; at++)
        {
            name[at] = (byte)('A' + chance.Next(26));
        }

        return length;
    }

    private static void Fill(byte[] row, ulong number, ReadOnlySpan<byte> name, Random chance)
    {
        Nik.TryFrom(number, out var nik);
        var region = number / Sequences / 1_000_000;
        var recorded = (ulong)((((chance.Next(1, 29) * 100) + chance.Next(1, 13)) * 100) + chance.Next(10, 26));
        FamilyNumber.TryFrom((((region * 1_000_000) + recorded) * Sequences) + (ulong)chance.Next(1, 100), out var family);
        Desil.TryFrom(chance.Next(Desil.Lowest, Desil.Highest + 1), out var desil);
        var desa = (region * 10_000) + (ulong)chance.Next(1001, 2020);
        var person = new Person(desa, NikStatus.Active, nik.SexByDigits, new DateOnly(1990, 1, 1).AddDays(chance.Next(10_000)));
        PersonLayout.Write(row, nik, family, new DesilSet(desil, desil, desil, DesilBasis.Ranked), person, name);
    }
}
