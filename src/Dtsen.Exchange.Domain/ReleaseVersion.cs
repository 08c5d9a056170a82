using System.Globalization;

namespace Dtsen.Exchange.Domain;

/// <summary>A ranking of a period: corrections within a period raise the version. Written <c>2026-T3.v2</c>.</summary>
/// <param name="Period">Ranking period.</param>
/// <param name="Version">1 to 99.</param>
public readonly record struct ReleaseVersion(Period Period, int Version) : IComparable<ReleaseVersion>
{
    /// <summary>Highest version within a period.</summary>
    public const int MaxVersion = 99;

    /// <summary>Reads exactly the form <c>2026-T3.v2</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReleaseVersion version)
    {
        version = default;
        if (text.Length is < 10 or > 11
            || text[7] != '.'
            || text[8] != 'v'
            || text[9] == '0'
            || !Period.TryParse(text[..7], out var period)
            || !int.TryParse(text[9..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = new ReleaseVersion(period, number);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ReleaseVersion other) => (Period, Version).CompareTo((other.Period, other.Version));

    /// <summary>The form <c>2026-T3.v2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Period}.v{Version}");
}
