using System.Globalization;

namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>
/// A region code of Kemendagri: 2, 4, 6 or 10 digits (2.2.2.4), written without dots. Codes of BPS look alike and mean other places:
/// they are <see cref="BpsWilayahCode"/>, and neither becomes the other. The default value is no code.
/// </summary>
public readonly record struct WilayahCode : IComparable<WilayahCode>
{
    private WilayahCode(ulong number, WilayahLevel level)
    {
        Number = number;
        Level = level;
    }

    /// <summary>The digits as a number.</summary>
    public ulong Number { get; }

    /// <summary>Level of the region.</summary>
    public WilayahLevel Level { get; }

    /// <summary>The region one level up; none for a province.</summary>
    public WilayahCode? Parent => Level switch
    {
        WilayahLevel.KabupatenKota => new WilayahCode(Number / 100, WilayahLevel.Provinsi),
        WilayahLevel.Kecamatan => new WilayahCode(Number / 100, WilayahLevel.KabupatenKota),
        WilayahLevel.DesaKelurahan => new WilayahCode(Number / 10_000, WilayahLevel.Kecamatan),
        _ => null,
    };

    /// <summary>Whether it is a kota (71 to 99 within its province) rather than a kabupaten (01 to 69).</summary>
    public bool IsKota => Level == WilayahLevel.KabupatenKota && Number % 100 > 70;

    /// <summary>The first digit of a desa's own four: 1 kelurahan, 2 desa, 3 desa adat; 0 on other levels.</summary>
    public int DesaKind => Level == WilayahLevel.DesaKelurahan ? (int)(Number % 10_000 / 1_000) : 0;

    private int Length => LengthOf(Level);

    /// <summary>Reads 2, 4, 6 or 10 ASCII digits; nothing is trimmed and no dots are taken.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WilayahCode code)
    {
        code = default;
        if (text.Length is not (2 or 4 or 6 or 10) || text[0] == '0' || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var level = text.Length == 10 ? WilayahLevel.DesaKelurahan : (WilayahLevel)(text.Length / 2);
        code = new WilayahCode(ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), level);
        return true;
    }

    /// <summary>Takes the number of a desa or kelurahan, ten digits.</summary>
    public static bool TryFromDesa(ulong number, out WilayahCode code)
    {
        code = number is >= 1_000_000_000 and < 10_000_000_000 ? new WilayahCode(number, WilayahLevel.DesaKelurahan) : default;
        return code != default;
    }

    /// <summary>Number of the kabupaten or kota in which a desa or kelurahan lies, four digits.</summary>
    /// <param name="desa">Number of the desa or kelurahan, ten digits.</param>
    public static ulong KabupatenOf(ulong desa) => desa / 1_000_000;

    /// <summary>Whether the other region is this one or lies within it.</summary>
    public bool Contains(WilayahCode other)
    {
        if (other.Level < Level || Level == default)
        {
            return false;
        }

        var number = other.Number;
        for (var digits = other.Length; digits > Length; digits--)
        {
            number /= 10;
        }

        return number == Number;
    }

    /// <inheritdoc/>
    public int CompareTo(WilayahCode other) => (Level, Number).CompareTo((other.Level, other.Number));

    /// <summary>The digits.</summary>
    public override string ToString() =>
        Level == default ? "" : Number.ToString("D" + Length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static int LengthOf(WilayahLevel level) => level == WilayahLevel.DesaKelurahan ? 10 : (int)level * 2;
}
