using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>The register that records of the labelled set are matched with: families in a few dense kecamatan.</summary>
internal sealed class Residents
{
    private static readonly int[] Kecamatan = [317401, 320412, 327302, 337405, 351517, 357813, 127106, 517103, 737107, 910301];

    private readonly List<Resident> _all = [];
    private readonly Dictionary<Nik, Resident> _byNik = [];
    private readonly Dictionary<ulong, int> _sequences = [];
    private readonly List<(int First, int Count)> _families = [];
    private readonly Random _chance;
    private readonly NameMaker _names;

    /// <param name="count">How many at least.</param>
    /// <param name="chance">Where chance comes from.</param>
    public Residents(int count, Random chance)
    {
        _chance = chance;
        _names = new NameMaker(chance);
        while (_all.Count < count)
        {
            AddFamily();
        }

        ByName = _all.ToLookup(resident => resident.Name);
        ByFirstWord = _all.ToLookup(resident => resident.Words[0]);
    }

    public IReadOnlyList<Resident> All => _all;

    public ILookup<string, Resident> ByName { get; }

    public ILookup<string, Resident> ByFirstWord { get; }

    /// <summary>Who has a NIK; null where nobody has.</summary>
    public Resident? Find(Nik nik) => _byNik.GetValueOrDefault(nik);

    /// <summary>All of a family.</summary>
    public IEnumerable<Resident> FamilyOf(Resident resident)
    {
        var (first, count) = _families[resident.Family];
        return _all.Skip(first).Take(count);
    }

    private void AddFamily()
    {
        var first = _all.Count;
        var kecamatan = Kecamatan[_chance.Next(Kecamatan.Length)];
        var region = _names.AnyRegion();
        var father = Add(_names.Make(region, woman: false), Date(1950, 1990), false, Place.Father, kecamatan);
        Add(_names.Make(region, woman: true), Date(1952, 1995), true, Place.Mother, kecamatan);
        var house = father.Words is [_, .., var last] ? last : null;
        for (var children = _chance.Next(5); children > 0; children--)
        {
            var woman = _chance.Next(2) == 0;
            var born = Date(1980, 2025);
            if (_chance.Next(40) == 0)
            {
                var (one, other) = _names.Twins(woman);
                Add(one, born, woman, Place.Twin, kecamatan);
                Add(other, born, woman, Place.Twin, kecamatan);
            }
            else
            {
                // One son in fifty has the father's name whole.
                var name = !woman && _chance.Next(50) == 0 ? father.Name : _names.Make(region, woman, house);
                Add(name, born, woman, Place.Child, kecamatan);
            }
        }

        _families.Add((first, _all.Count - first));
    }

    private Resident Add(string name, DateOnly born, bool woman, Place place, int kecamatan)
    {
        var front = ((((ulong)kecamatan * 100) + (ulong)(born.Day + (woman ? 40 : 0))) * 10_000)
            + (ulong)((born.Month * 100) + (born.Year % 100));
        var sequence = _sequences.GetValueOrDefault(front) + 1;
        _sequences[front] = sequence;
        var number = (front * 10_000) + (ulong)sequence;
        if (!Nik.TryFrom(number, out var nik))
        {
            throw new InvalidOperationException("The number that was made is no NIK.");
        }

        var resident = new Resident(nik, number, name, born, woman, _families.Count, place);
        _all.Add(resident);
        _byNik.Add(nik, resident);
        return resident;
    }

    // Many do not know their date of birth and have the first of a month, or the last of the year.
    private DateOnly Date(int from, int to)
    {
        var year = _chance.Next(from, to + 1);
        return _chance.Next(12) switch
        {
            0 => new DateOnly(year, 12, 31),
            1 => new DateOnly(year, 7, 1),
            _ => new DateOnly(year, 1, 1).AddDays(_chance.Next(365)),
        };
    }
}
