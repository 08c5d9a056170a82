using System.Globalization;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// The domiciles that a call may see, as ranges of the ten-digit Kemendagri code, so that a lookup compares two numbers.
/// </summary>
internal sealed class WilayahLimit
{
    private readonly (ulong First, ulong Last)[] _ranges;

    private WilayahLimit((ulong First, ulong Last)[] ranges, IReadOnlyList<string> codes)
    {
        _ranges = ranges;
        Codes = codes;
    }

    /// <summary>The whole nation.</summary>
    public static WilayahLimit Nation { get; } = new([(0, ulong.MaxValue)], []);

    /// <summary>The wilayah with these codes; the whole nation for null, nothing for none.</summary>
    public static WilayahLimit Of(IReadOnlyList<string>? codes) =>
        codes is null ? Nation : new WilayahLimit([.. codes.Select(RangeOf)], codes);

    /// <summary>The codes of the wilayah; none for the whole nation.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Whether a desa or kelurahan lies within.</summary>
    /// <param name="desa">Its code as a number of ten digits.</param>
    public bool Contains(ulong desa)
    {
        foreach (var (first, last) in _ranges)
        {
            if (desa >= first && desa <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a kabupaten or kota lies within as a whole.</summary>
    /// <param name="kabupaten">Its code as a number of four digits.</param>
    public bool ContainsKabupaten(ulong kabupaten)
    {
        const ulong desa = 1_000_000;
        foreach (var (first, last) in _ranges)
        {
            if (kabupaten * desa >= first && (kabupaten * desa) + (desa - 1) <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What lies both within this limit and within the wilayah with this code.</summary>
    public WilayahLimit Narrow(string code)
    {
        // One of two codes lies within the other where it begins with it; else they have nothing in common.
        IReadOnlyList<string> codes = this == Nation
            ? [code]
            : [.. Codes.Where(own => own.StartsWith(code, StringComparison.Ordinal)),
                .. Codes.Where(own => own.Length < code.Length && code.StartsWith(own, StringComparison.Ordinal))
                    .Take(1).Select(_ => code)];
        return Of(codes);
    }

    private static (ulong First, ulong Last) RangeOf(string code)
    {
        var span = 1UL;
        for (var digits = code.Length; digits < 10; digits++)
        {
            span *= 10;
        }

        var first = ulong.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture) * span;
        return (first, first + span - 1);
    }
}
