using System.Text.RegularExpressions;

namespace Dtsen.Exchange.Domain.Spreadsheets;

/// <summary>NIKs and nomor KK that a spreadsheet took for quantities.</summary>
public static partial class DamagedNumber
{
    /// <summary>What was done to a NIK or nomor KK. A spreadsheet keeps 15 digits of a number, and these have 16.</summary>
    /// <param name="text">As it stands in the cell.</param>
    /// <param name="fromNumber">
    /// Whether the cell holds a number, not text. Of text that ends with 0 nothing can be said: that is the last digit of every tenth.
    /// </param>
    public static NumberDamage Of(string text, bool fromNumber)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        if (Scientific().IsMatch(trimmed))
        {
            return NumberDamage.Scientific;
        }

        if (Decimals().IsMatch(trimmed))
        {
            return NumberDamage.Decimals;
        }

        return fromNumber && trimmed is [_, .., '0'] && trimmed.Length == Digits.Count && !trimmed.ContainsAnyExceptInRange('0', '9')
            ? NumberDamage.LastDigitZero
            : NumberDamage.None;
    }

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^[0-9]{12,}[.,]0+$")]
    private static partial Regex Decimals();
}
