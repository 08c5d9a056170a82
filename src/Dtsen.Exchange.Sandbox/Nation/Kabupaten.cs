using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>A kabupaten or kota of the nation, with what is needed to settle families in it.</summary>
internal sealed class Kabupaten
{
    // A kelurahan has about three times the people of a desa.
    private const int KelurahanWeight = 3;

    private readonly IReadOnlyList<WilayahCode> _desa;
    private readonly int[] _weightUpTo;

    public Kabupaten(int index, WilayahCode code, WilayahTable wilayah)
    {
        Index = index;
        Code = code;
        Traits = ProvinceTraits.Of((int)(code.Number / 100));
        Name = wilayah.NameOf(code);
        ProvinceName = wilayah.NameOf(code.Parent!.Value);
        Kecamatan = wilayah.ChildrenOf(code);
        _desa = [.. Kecamatan.SelectMany(wilayah.ChildrenOf)];
        _weightUpTo = new int[_desa.Count];
        for (var at = 0; at < _desa.Count; at++)
        {
            Weight += _desa[at].DesaKind == 1 ? KelurahanWeight : 1;
            _weightUpTo[at] = Weight;
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

    /// <summary>People in the first period.</summary>
    public int People { get; set; }

    public WilayahCode DrawDesa(SplitMix dice)
    {
        var at = Array.BinarySearch(_weightUpTo, dice.Between(1, Weight));
        return _desa[at < 0 ? ~at : at];
    }
}
