namespace Dtsen.Exchange.Register.Comparisons;

/// <summary>How the families of one release differ from those of another: counts, and nothing of a family.</summary>
public sealed class ReleaseDifference
{
    /// <summary>Belum ada desil and the ten desil.</summary>
    public const int Ranks = 11;

    /// <summary>Desil by which a family has moved far.</summary>
    public const int FarMove = 4;

    private readonly SortedDictionary<int, KabupatenDifference> _kabupaten = [];
    private readonly long[] _movement = new long[Ranks * Ranks];
    private readonly long[] _families = new long[Ranks];
    private readonly long[] _baseFamilies = new long[Ranks];

    /// <summary>Families that both have, at <see cref="Ranks"/> × desil nasional before + now; 0 is belum ada desil.</summary>
    public IReadOnlyList<long> Movement => _movement;

    /// <summary>Families of the release by desil nasional; index 0 is belum ada desil.</summary>
    public IReadOnlyList<long> FamiliesByDesil => _families;

    /// <summary>Families of the other by desil nasional.</summary>
    public IReadOnlyList<long> BaseFamiliesByDesil => _baseFamilies;

    /// <summary>Families of the release.</summary>
    public long Families => _families.Sum();

    /// <summary>Families of the other.</summary>
    public long BaseFamilies => _baseFamilies.Sum();

    /// <summary>Families that the release alone has.</summary>
    public long NewFamilies { get; private set; }

    /// <summary>Families that the other alone has.</summary>
    public long GoneFamilies { get; private set; }

    /// <summary>Families with a desil in both.</summary>
    public long RankedInBoth => Moves().Sum(move => move.Families);

    /// <summary>Families with a desil in both that differs by <see cref="FarMove"/> or more.</summary>
    public long MovedFar => Moves().Where(move => IsFar(move.From, move.To)).Sum(move => move.Families);

    /// <summary>Each kabupaten or kota of domicile, by Kemendagri code.</summary>
    public IReadOnlyDictionary<int, KabupatenDifference> Kabupaten => _kabupaten;

    internal void AddNew(int kabupaten, int desil)
    {
        NewFamilies++;
        _families[desil]++;
        Of(kabupaten).AddNew(desil);
    }

    internal void AddGone(int kabupaten, int desil)
    {
        GoneFamilies++;
        _baseFamilies[desil]++;
        Of(kabupaten).AddGone(desil);
    }

    internal void AddBoth(int fromKabupaten, int from, int toKabupaten, int to)
    {
        _families[to]++;
        _baseFamilies[from]++;
        _movement[(from * Ranks) + to]++;
        if (fromKabupaten == toKabupaten)
        {
            Of(toKabupaten).AddBoth(from, to);
            return;
        }

        Of(fromKabupaten).AddGone(from);
        Of(toKabupaten).AddNew(to);
    }

    internal static bool IsFar(int from, int to) => from > 0 && to > 0 && Math.Abs(from - to) >= FarMove;

    private KabupatenDifference Of(int kabupaten)
    {
        if (!_kabupaten.TryGetValue(kabupaten, out var counts))
        {
            _kabupaten[kabupaten] = counts = new KabupatenDifference();
        }

        return counts;
    }

    private IEnumerable<(int From, int To, long Families)> Moves() =>
        from before in Enumerable.Range(1, Ranks - 1)
        from now in Enumerable.Range(1, Ranks - 1)
        select (before, now, _movement[(before * Ranks) + now]);
}
