using System.Buffers.Binary;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>
/// People by kabupaten of domicile and date of birth. A NIK begins with a kabupaten and a date, so the People table has most of them
/// together already, one stretch a kecamatan and sex; the others have a row of eight bytes here.
/// </summary>
/// <param name="people">The People table.</param>
/// <param name="others">Those whom the digits do not lead to; null in a release of a format without them.</param>
internal sealed class BirthTable(TableReader people, TableReader? others) : IDisposable
{
    internal const string FileName = "births.table";

    private const int LastKecamatan = 99;
    private const int FemaleOffset = 40;
    private const ulong RegionPlace = 10_000_000_000;
    private const ulong DayPlace = 100_000_000;
    private const ulong LastSequence = 9_999;

    /// <summary>People whom the digits of their NIK do not lead to.</summary>
    public long Others => others?.Count ?? 0;

    /// <summary>Opens the table of a folder, over its People table, and verifies that it points at rows that are there.</summary>
    /// <exception cref="RegisterFileException">It is damaged, or is not what it should be.</exception>
    public static BirthTable Open(string folder, TableReader people)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            // Whether it may be missing, the manifest says.
            return new BirthTable(people, null);
        }

        var others = TableReader.Open(path, BirthLayout.Births);
        try
        {
            others.Verify();
            foreach (var row in others)
            {
                if (BirthLayout.RowOf(KeyOf(row)) >= people.Count)
                {
                    throw new RegisterFileException(path, RegisterFileFault.Inconsistent, "points at a person who is not there.");
                }
            }

            return new BirthTable(people, others);
        }
        catch
        {
            others.Dispose();
            throw;
        }
    }

    /// <summary>Writes the table.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="keys">The keys, in any order.</param>
    public static FileDigest Write(string folder, SortedRuns keys)
    {
        using var writer = TableWriter.Create(Path.Combine(folder, FileName), BirthLayout.Births);
        using var merge = keys.Merge();
        Span<byte> row = stackalloc byte[sizeof(ulong)];
        while (merge.MoveNext())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(row, merge.Key);
            writer.Add(row);
        }

        return writer.Complete();
    }

    /// <summary>Whether it has a person of the People table where it should, and only then.</summary>
    /// <param name="at">Row in the People table.</param>
    /// <param name="isOther">Whether it should have the person.</param>
    public bool IsRight(long at, out bool isOther)
    {
        isOther = BirthLayout.Has(people.Row(at), at, out var key) && others is not null;
        return others is null || others.TryFind(key, out _) == isOther;
    }

    /// <summary>Finds the people who were born on a day and live in a kabupaten.</summary>
    /// <param name="kabupaten">Kabupaten or kota of domicile, four digits.</param>
    /// <param name="day">Date of birth.</param>
    /// <param name="niks">Takes them, as far as there is room.</param>
    /// <returns>How many there are in it.</returns>
    public int Find(ulong kabupaten, DateOnly day, Span<Nik> niks)
    {
        var stored = BirthLayout.DayOf(day);
        if (stored < 0 || people.Count == 0)
        {
            return 0;
        }

        var found = 0;
        FindByDigits(kabupaten, day, 0, niks, ref found);
        FindByDigits(kabupaten, day, FemaleOffset, niks, ref found);
        if (others is not null)
        {
            var end = BirthLayout.Key(kabupaten, stored + 1, 0);
            for (var at = others.LowerBound(BirthLayout.Key(kabupaten, stored, 0)); at < others.Count && found < niks.Length; at++)
            {
                var key = KeyOf(others.Row(at));
                if (key >= end)
                {
                    break;
                }

                Add(people.Row(BirthLayout.RowOf(key)), niks, ref found);
            }
        }

        return found;
    }

    public void Dispose() => others?.Dispose();

    private static ulong KeyOf(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadUInt64LittleEndian(row);

    // From kecamatan to kecamatan that has anybody: some 14 searches, at most 100.
    private void FindByDigits(ulong kabupaten, DateOnly day, int offset, Span<Nik> niks, ref int found)
    {
        var date = ((ulong)(day.Day + offset) * DayPlace) + ((ulong)day.Month * 1_000_000) + ((ulong)(day.Year % 100) * 10_000);
        var last = (kabupaten * 100) + LastKecamatan;
        for (var region = kabupaten * 100; region <= last;)
        {
            var start = (region * RegionPlace) + date;
            var at = people.LowerBound(start);
            for (; at < people.Count && found < niks.Length && KeyOf(people.Row(at)) is var key && key <= start + LastSequence; at++)
            {
                if (!BirthLayout.Has(people.Row(at), at, out var place) && place == BirthLayout.Key(kabupaten, BirthLayout.DayOf(day), at))
                {
                    Add(people.Row(at), niks, ref found);
                }
            }

            if (at >= people.Count || found == niks.Length)
            {
                return;
            }

            var next = KeyOf(people.Row(at)) / RegionPlace;
            // Beyond this date, the next kecamatan; before it in another one, that.
            region = next > region ? next : region + 1;
        }
    }

    private static void Add(ReadOnlySpan<byte> person, Span<Nik> niks, ref int found)
    {
        if (Nik.TryFrom(KeyOf(person), out var nik))
        {
            niks[found++] = nik;
        }
    }
}
