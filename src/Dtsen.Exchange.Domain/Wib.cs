namespace Dtsen.Exchange.Domain;

/// <summary>
/// Waktu Indonesia Barat, UTC+7, the one time zone of every calendar rule: cut-off, validity, period, age. Fixed, so that no machine's
/// time zone data plays a part.
/// </summary>
public static class Wib
{
    /// <summary>Distance from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Today.</summary>
    public static DateOnly Today(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return DayOf(time.GetUtcNow());
    }

    /// <summary>The day on which a moment falls.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDayNumber((int)((moment.UtcTicks + Offset.Ticks) / TimeSpan.TicksPerDay));

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
