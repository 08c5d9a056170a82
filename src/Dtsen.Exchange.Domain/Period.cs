using System.Globalization;

namespace Dtsen.Exchange.Domain;

/// <summary>A triwulan, the period of one ranking, written <c>2026-T3</c>.</summary>
/// <param name="Year">Year, 2000 to 2199.</param>
/// <param name="Quarter">Triwulan, 1 to 4.</param>
public readonly record struct Period(int Year, int Quarter) : IComparable<Period>
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <summary>First day of the period.</summary>
    public DateOnly FirstDay => new(Year, (Quarter * 3) - 2, 1);

    /// <summary>Last day of the period.</summary>
    public DateOnly LastDay => Next.FirstDay.AddDays(-1);

    /// <summary>The period after.</summary>
    public Period Next => Quarter == 4 ? new Period(Year + 1, 1) : new Period(Year, Quarter + 1);

    /// <summary>The period before.</summary>
    public Period Previous => Quarter == 1 ? new Period(Year - 1, 4) : new Period(Year, Quarter - 1);

    /// <summary>The period in which a day (WIB) lies.</summary>
    public static Period Containing(DateOnly day) => new(day.Year, ((day.Month - 1) / 3) + 1);

    /// <summary>Reads exactly the form <c>2026-T3</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Period period)
    {
        period = default;
        if (text.Length != 7
            || text[4] != '-'
            || text[5] != 'T'
            || text[6] is < '1' or > '4'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < FirstYear or > LastYear)
        {
            return false;
        }

        period = new Period(year, text[6] - '0');
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Period other) => (Year, Quarter).CompareTo((other.Year, other.Quarter));

    /// <summary>The form <c>2026-T3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-T{Quarter}");
}
