namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class JoinPaceTests
{
    private readonly Clock _clock = new();
    private readonly List<TimeSpan> _rests = [];
    private bool _isBehind;

    [Fact]
    public void Work_is_followed_by_a_rest_that_is_a_multiple_of_it()
    {
        var pace = Begin();
        Work(pace, 3);
        Work(pace, 10);
        Assert.Equal([TimeSpan.FromMilliseconds(21), TimeSpan.FromMilliseconds(70)], _rests);
    }

    [Fact]
    public void Little_work_adds_up_before_there_is_a_rest()
    {
        var pace = Begin();
        Work(pace, 1);
        Assert.Empty(_rests);
        Work(pace, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(14), Assert.Single(_rests));
    }

    [Fact]
    public void Who_is_behind_does_not_rest_and_still_hears_that_the_log_stops()
    {
        _isBehind = true;
        Work(Begin(), 10);
        Assert.Equal(TimeSpan.Zero, Assert.Single(_rests));
    }

    [Fact]
    public void However_long_work_took_a_rest_is_short()
    {
        Work(Begin(), 3_600_000);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(_rests));
    }

    private JoinPace Begin() => new(_clock, () => _isBehind, rest =>
    {
        _rests.Add(rest);
        _clock.Milliseconds += (long)rest.TotalMilliseconds;
    });

    private void Work(JoinPace pace, int milliseconds)
    {
        _clock.Milliseconds += milliseconds;
        pace.Worked();
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Milliseconds;
    }
}
