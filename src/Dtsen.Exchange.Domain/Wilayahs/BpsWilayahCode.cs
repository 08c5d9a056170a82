namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>
/// A region code of BPS: 2, 4, 7 or 10 digits (2.2.3.3). A type of its own, so that none is taken for a code of Kemendagri. The
/// default value is no code.
/// </summary>
public readonly record struct BpsWilayahCode
{
    private readonly string? _digits;

    private BpsWilayahCode(string digits) => _digits = digits;

    /// <summary>Reads 2, 4, 7 or 10 ASCII digits; nothing is trimmed and no dots are taken.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BpsWilayahCode code)
    {
        code = default;
        if (text.Length is not (2 or 4 or 7 or 10) || text[0] == '0' || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        code = new BpsWilayahCode(text.ToString());
        return true;
    }

    /// <summary>The digits.</summary>
    public override string ToString() => _digits ?? "";
}
