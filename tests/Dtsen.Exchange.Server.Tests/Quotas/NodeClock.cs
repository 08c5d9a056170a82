namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>The clock of one machine: the time of day may be set, the time that passes may not.</summary>
internal sealed class NodeClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    private TimeSpan _passed;
    private TimeSpan _off;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + _passed + _off;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => _passed += time;

    /// <summary>Sets the time of day.</summary>
    public void Jump(TimeSpan by) => _off += by;
}
