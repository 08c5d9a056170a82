using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>All kabupaten and kota with desa, and how many people each has.</summary>
internal sealed class Geography
{
    private readonly Dictionary<WilayahCode, Kabupaten> _byCode;
    private readonly Dictionary<ulong, Kabupaten[]> _byProvince;

    public Geography(WilayahTable wilayah, int people, bool hasManyStreets = false)
    {
        Wilayah = wilayah;
        All = [.. wilayah.CodesOf(WilayahLevel.KabupatenKota)
            .Where(code => wilayah.ChildrenOf(code).Any(kecamatan => wilayah.ChildrenOf(kecamatan).Count > 0))
            .Select((code, index) => new Kabupaten(index, code, wilayah, hasManyStreets))];
        _byCode = All.ToDictionary(kabupaten => kabupaten.Code);
        _byProvince = All.GroupBy(kabupaten => kabupaten.Code.Number / 100)
            .ToDictionary(province => province.Key, province => province.ToArray());
        Spread(people);
    }

    public WilayahTable Wilayah { get; }

    /// <summary>In order of code.</summary>
    public IReadOnlyList<Kabupaten> All { get; }

    public Kabupaten Of(WilayahCode code) => _byCode[code];

    public Kabupaten DrawInProvinceOf(Kabupaten kabupaten, SplitMix dice)
    {
        var all = _byProvince[kabupaten.Code.Number / 100];
        return dice.Pick<Kabupaten>(all);
    }

    public Kabupaten Draw(SplitMix dice) => All[dice.Below(All.Count)];

    /// <summary>Rounds the running total, so that the parts add up to the whole.</summary>
    private void Spread(int people)
    {
        var shares = new double[All.Count];
        foreach (var province in _byProvince.Values)
        {
            var weight = province.Sum(kabupaten => (double)kabupaten.Weight);
            foreach (var kabupaten in province)
            {
                shares[kabupaten.Index] = kabupaten.Traits.People * kabupaten.Weight / weight;
            }
        }

        var total = shares.Sum();
        var upTo = 0.0;
        var given = 0;
        foreach (var kabupaten in All)
        {
            upTo += shares[kabupaten.Index];
            var next = kabupaten.Index == All.Count - 1 ? people : (int)(people * upTo / total);
            kabupaten.People = next - given;
            given = next;
        }
    }
}
