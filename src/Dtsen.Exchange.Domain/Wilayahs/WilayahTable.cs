using System.Diagnostics.CodeAnalysis;

namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>
/// The regions of Indonesia by Kemendagri's codes: 38 provinces, 514 kabupaten and kota, 7,285 kecamatan and 83,762 desa and kelurahan in
/// the list that comes with the project, and what an overlay adds. Immutable.
/// </summary>
public sealed class WilayahTable
{
    private readonly Dictionary<WilayahCode, Wilayah> _regions;
    private readonly Dictionary<WilayahCode, List<WilayahCode>> _children = [];
    private readonly List<WilayahCode>[] _levels = [[], [], [], []];

    internal WilayahTable(Dictionary<WilayahCode, Wilayah> regions)
    {
        _regions = regions;
        foreach (var code in regions.Keys.Order())
        {
            _levels[(int)code.Level - 1].Add(code);
            if (code.Parent is { } parent)
            {
                if (!_children.TryGetValue(parent, out var siblings))
                {
                    _children[parent] = siblings = [];
                }

                siblings.Add(code);
            }
        }
    }

    /// <summary>
    /// Reads <c>provinces.csv</c>, <c>regencies.csv</c>, <c>districts.csv</c>, <c>villages.csv</c> and, if there, the overlay
    /// <c>validity.csv</c>.
    /// </summary>
    /// <param name="folder">Folder of the files.</param>
    /// <exception cref="WilayahFileException">A file cannot be understood; the message names file and line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static WilayahTable Load(string folder) => WilayahFiles.Load(folder);

    /// <summary>Whether the code is known, in use or retired.</summary>
    public bool Contains(WilayahCode code) => _regions.ContainsKey(code);

    /// <summary>Whether a province of this code (2 digits) is known.</summary>
    public bool HasProvince(int code) => Has(code, 2);

    /// <summary>Whether a kabupaten or kota of this code (4 digits) is known.</summary>
    public bool HasKabupaten(int code) => Has(code, 4);

    /// <summary>Whether a kecamatan of this code (6 digits) is known.</summary>
    public bool HasKecamatan(int code) => Has(code, 6);

    /// <summary>The region with this code.</summary>
    public bool TryFind(WilayahCode code, [NotNullWhen(true)] out Wilayah? wilayah) => _regions.TryGetValue(code, out wilayah);

    /// <summary>Name of a region; empty where the code is unknown.</summary>
    public string NameOf(WilayahCode code) => _regions.TryGetValue(code, out var wilayah) ? wilayah.Name : "";

    /// <summary>All codes of a level, in order.</summary>
    public IReadOnlyList<WilayahCode> CodesOf(WilayahLevel level) => _levels[(int)level - 1];

    /// <summary>The regions one level down, in order.</summary>
    public IReadOnlyList<WilayahCode> ChildrenOf(WilayahCode parent) => _children.TryGetValue(parent, out var children) ? children : [];

    private bool Has(int number, int digits)
    {
        Span<char> text = stackalloc char[digits];
        return number.TryFormat(text, out var written, "D" + digits, System.Globalization.CultureInfo.InvariantCulture)
            && written == digits
            && WilayahCode.TryParse(text, out var code)
            && _regions.ContainsKey(code);
    }
}
