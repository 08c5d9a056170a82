using System.Globalization;

namespace Dtsen.Exchange.Register.Comparisons;

/// <summary>A share above its bound.</summary>
/// <param name="Bound">Name of the bound, as the configuration has it.</param>
/// <param name="Kabupaten">Kemendagri code of the kabupaten or kota; null: the nation.</param>
/// <param name="Value">The share.</param>
/// <param name="Limit">The bound.</param>
public sealed record Excess(string Bound, int? Kabupaten, double Value, double Limit)
{
    /// <summary>In words, e.g. <c>kabupaten_change_share 3204 0.21 &gt; 0.1</c>.</summary>
    public override string ToString() => Kabupaten is { } code
        ? string.Create(CultureInfo.InvariantCulture, $"{Bound} {code:D4} {Value:0.####} > {Limit:0.####}")
        : string.Create(CultureInfo.InvariantCulture, $"{Bound} {Value:0.####} > {Limit:0.####}");
}
