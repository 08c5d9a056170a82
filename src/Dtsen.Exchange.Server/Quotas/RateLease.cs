using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// What this node holds of one account's rates a second: a share, for a while, and what it was asked for. Times are those since any fixed
/// moment, by a clock that is never set back. Not safe for several threads.
/// </summary>
internal sealed class RateLease
{
    /// <summary>Parts of the whole.</summary>
    public const long Whole = 1_000_000;

    /// <summary>Steps of <see cref="Demand"/>.</summary>
    public const int MostDemand = 16;

    /// <summary>Whoever asks for a share that nobody can give yet comes back when shares have been divided anew.</summary>
    private static readonly TimeSpan Pause = RateShares.Period;

    /// <summary>For shorter than this nothing can be said about demand.</summary>
    private static readonly TimeSpan Shortest = RateShares.Period / 2;

    private readonly RateBucket _calls = new(0);
    private readonly RateBucket _numbers = new(0);
    private Limits? _limits;
    private TimeSpan _until;
    private TimeSpan _usedAt;
    private TimeSpan _askedSince;
    private double _asked;
    private double _demand;
    private bool _isOpen;

    /// <summary>The share, in parts of <see cref="Whole"/>.</summary>
    public long Share { get; private set; }

    /// <summary>Says that somebody asks, by these limits.</summary>
    /// <returns>Whether calls can be let in; otherwise shares have to be divided anew first.</returns>
    public bool Ask(Limits limits, TimeSpan now)
    {
        _usedAt = now;
        if (_limits != limits)
        {
            _limits = limits;
            Resize(now);
        }

        return _isOpen && now < _until;
    }

    /// <summary>Whether a lease runs that is not open yet, or is of nothing.</summary>
    public bool IsWaiting(TimeSpan now) => !_isOpen && now < _until;

    /// <summary>Whether nobody has asked for so long.</summary>
    public bool IsIdle(TimeSpan now, TimeSpan time) => now - _usedAt >= time;

    /// <summary>How long until a call may be let in; zero for at once. Counts as demand whatever the answer.</summary>
    public TimeSpan WaitFor(int calls, int numbers, TimeSpan now)
    {
        if (_limits is null || Share == 0 || now >= _until)
        {
            return Pause;
        }

        _asked += Math.Max(calls / (double)_limits.CallsPerSecond, numbers / (double)_limits.NumbersPerSecond);
        var forCalls = calls > 0 ? _calls.WaitFor(calls, now) : TimeSpan.Zero;
        var forNumbers = numbers > 0 ? _numbers.WaitFor(numbers, now) : TimeSpan.Zero;
        return forCalls > forNumbers ? forCalls : forNumbers;
    }

    /// <summary>Takes them, after <see cref="WaitFor"/> said zero.</summary>
    public void Take(int calls, int numbers)
    {
        _calls.Take(calls);
        _numbers.Take(numbers);
    }

    /// <summary>What was asked for lately, in sixteenths of the rate, 1 to <see cref="MostDemand"/>. Rises at once, falls slowly.</summary>
    public int Demand(TimeSpan now)
    {
        var time = now - _askedSince;
        if (time >= Shortest)
        {
            _demand = Math.Max(Math.Min(1, _asked / time.TotalSeconds), _demand * 0.75);
            _asked = 0;
            _askedSince = now;
        }

        return Math.Clamp((int)Math.Ceiling(_demand * MostDemand), 1, MostDemand);
    }

    /// <summary>Gives up what is above a share. Done before others may learn that it is free.</summary>
    public void Narrow(long share, TimeSpan now)
    {
        if (share < Share)
        {
            Share = share;
            _isOpen &= share > 0;
            Resize(now);
        }
    }

    /// <summary>Takes a share that was granted.</summary>
    /// <param name="share">In parts of <see cref="Whole"/>.</param>
    /// <param name="until">Until when.</param>
    /// <param name="now">Now.</param>
    /// <param name="alone">Whether no other node holds any of it.</param>
    public void Hold(long share, TimeSpan until, TimeSpan now, bool alone)
    {
        // What another has just given up it may have used as well: the first calls wait for one more round, while the buckets fill.
        _isOpen = share > 0 && (Share > 0 || alone);
        var fill = Share == 0 && alone;
        Share = share;
        _until = until;
        Resize(now);
        if (fill)
        {
            _calls.Fill();
            _numbers.Fill();
        }
    }

    private void Resize(TimeSpan now)
    {
        var share = (double)Share / Whole;
        _calls.Resize((_limits?.CallsPerSecond ?? 0) * share, now);
        _numbers.Resize((_limits?.NumbersPerSecond ?? 0) * share, now);
    }
}
