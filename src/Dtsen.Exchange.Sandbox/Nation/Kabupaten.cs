using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>A kabupaten or kota of the nation, with what is needed to settle families in it.</summary>
internal sealed class Kabupaten
{
    // A kelurahan has about three times the people of a desa.
    private const int KelurahanWeight = 3;

    private readonly IReadOnlyList<WilayahCode> _desa;
    private readonly int[] _weightUpTo;
    private readonly int[] _weightBefore;

    public Kabupaten(int index, WilayahCode code, WilayahTable wilayah, bool hasManyStreets)
    {
        Index = index;
        Code = code;
        Traits = ProvinceTraits.Of((int)(code.Number / 100));
        Name = wilayah.NameOf(code);
        ProvinceName = wilayah.NameOf(code.Parent!.Value);
        Kecamatan = wilayah.ChildrenOf(code);
        HasManyStreets = hasManyStreets;
        _desa = [.. Kecamatan.SelectMany(wilayah.ChildrenOf)];
        _weightUpTo = new int[_desa.Count];
        _weightBefore = new int[Kecamatan.Count + 1];
        var at = 0;
        for (var kecamatan = 0; kecamatan < Kecamatan.Count; kecamatan++)
        {
            for (var last = at + wilayah.ChildrenOf(Kecamatan[kecamatan]).Count; at < last; at++)
            {
                Weight += _desa[at].DesaKind == 1 ? KelurahanWeight : 1;
                _weightUpTo[at] = Weight;
            }

            _weightBefore[kecamatan + 1] = Weight;
        }
    }

    /// <summary>Place among all, in order of code.</summary>
    public int Index { get; }

    public WilayahCode Code { get; }

    public string Name { get; }

    public string ProvinceName { get; }

    public ProvinceTraits Traits { get; }

    public IReadOnlyList<WilayahCode> Kecamatan { get; }

    /// <summary>How many people it has, compared with others of its province; 0 where no desa is listed.</summary>
    public int Weight { get; }

    /// <summary>Whether nearly every house has an address of its own; else few streets do for all.</summary>
    public bool HasManyStreets { get; }

    /// <summary>People in the first period.</summary>
    public int People { get; set; }

    /// <summary>Of the people, those of the kecamatan before one, by its place: rounded, so that the parts add up to the whole.</summary>
    public int PeopleBefore(int kecamatan) => (int)((long)People * _weightBefore[kecamatan] / Weight);

    /// <summary>Draws a desa.</summary>
    /// <param name="dice">Chance.</param>
    /// <param name="kecamatan">Place of the kecamatan in which it lies; null: any.</param>
    public WilayahCode DrawDesa(SplitMix dice, int? kecamatan = null)
    {
        var (first, last) = kecamatan is { } within ? (_weightBefore[within] + 1, _weightBefore[within + 1]) : (1, Weight);
        var at = Array.BinarySearch(_weightUpTo, dice.Between(first, last));
        return _desa[at < 0 ? ~at : at];
    }
}
