namespace Dtsen.Exchange.Server.Sql;

/// <summary>How an instant is stored: microseconds since 1970-01-01T00:00Z in a bigint.</summary>
internal static class UtcMicroseconds
{
    /// <summary>The stored form of an instant; a fraction of a microsecond is dropped towards the past.</summary>
    public static long ToUtcMicroseconds(this DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var whole = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond, out var rest);
        return rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The instant of a stored number, in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromUtcMicroseconds(this long microseconds) =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(microseconds);
}
