namespace Dtsen.Exchange.Sandbox.World;

/// <summary>
/// The clock of the sandbox's node: a day behind that of the machine, until the story lets midnight pass and it shows the present. Only the
/// time of day is moved; how much time passes is the machine's.
/// </summary>
internal sealed class SandboxClock(TimeProvider machine) : TimeProvider
{
    private long _behind = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow().AddTicks(-Interlocked.Read(ref _behind));

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets it to the present.</summary>
    public void ToPresent() => Interlocked.Exchange(ref _behind, 0);
}
