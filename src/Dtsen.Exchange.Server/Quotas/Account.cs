using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What one agreement, or one agency, uses on this node: rates, counters of the day, calls in flight.</summary>
internal sealed class Account
{
    private readonly TimeProvider _time;

    // Its counters have it too: a call is charged to all of them under one lock.
    private readonly Lock _lock;

    // Elapsed time is computed in floating point: from a moment nearby, or some microseconds of it are lost.
    private readonly long _begunAt;
    private readonly RateLease _rate = new();
    private int _inFlight;

    /// <param name="scope">Whose it is.</param>
    /// <param name="store">Where its counters lease.</param>
    /// <param name="time">Clock.</param>
    /// <param name="shared">Guards what it holds.</param>
    public Account(string scope, QuotaStore store, TimeProvider time, Lock shared)
    {
        Scope = scope;
        _time = time;
        _lock = shared;
        _begunAt = time.GetTimestamp();
        Calls = new DayCounter(store, new QuotaKey(scope, QuotaKey.Calls), time, _lock);
        Numbers = new DayCounter(store, new QuotaKey(scope, QuotaKey.Numbers), time, _lock);
    }

    /// <summary>Whose it is.</summary>
    public string Scope { get; }

    /// <summary>Calls of the day.</summary>
    public DayCounter Calls { get; }

    /// <summary>Numbers of the day.</summary>
    public DayCounter Numbers { get; }

    /// <summary>Begins a call, unless too many are under way.</summary>
    public bool TryBegin(int max)
    {
        if (Interlocked.Increment(ref _inFlight) <= max)
        {
            return true;
        }

        End();
        return false;
    }

    /// <summary>Ends a call that began.</summary>
    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>
    /// Charges calls and numbers to the rates and the day of this account and of another, where all that takes is held here; otherwise
    /// nothing.
    /// </summary>
    /// <param name="limits">This account's limits.</param>
    /// <param name="agency">The other account.</param>
    /// <param name="agencyLimits">Its limits.</param>
    /// <param name="day">Day (WIB).</param>
    /// <param name="calls">Calls.</param>
    /// <param name="numbers">Numbers.</param>
    /// <param name="wait">How long to wait where a rate has no room; otherwise zero.</param>
    /// <param name="left">What both have left of the day; nothing where nothing was charged.</param>
    public bool TryCharge(
        Limits limits, Account agency, Limits agencyLimits, DateOnly day, int calls, int numbers, out TimeSpan wait, out DayLeft left)
    {
        left = default;
        lock (_lock)
        {
            lock (agency._lock)
            {
                wait = TimeSpan.Zero;
                if (!HoldsDay(limits, day, calls, numbers) || !agency.HoldsDay(agencyLimits, day, calls, numbers)
                    || !TryTakeLocked(limits, agency, agencyLimits, calls, numbers, out wait) || wait > TimeSpan.Zero)
                {
                    return false;
                }

                TakeDay(calls, numbers);
                agency.TakeDay(calls, numbers);
                left = DayLeft.OfBoth(LeftLocked(limits, day), agency.LeftLocked(agencyLimits, day));
                return true;
            }
        }
    }

    /// <summary>What is left of a day, as far as this node knows.</summary>
    public DayLeft Left(Limits limits, DateOnly day)
    {
        lock (_lock)
        {
            return LeftLocked(limits, day);
        }
    }

    /// <summary>Takes calls and numbers from the rates of this account and of another, or nothing where one has no room.</summary>
    /// <param name="limits">This account's limits.</param>
    /// <param name="agency">The other account.</param>
    /// <param name="agencyLimits">Its limits.</param>
    /// <param name="calls">Calls.</param>
    /// <param name="numbers">Numbers.</param>
    /// <param name="wait">How long to wait; zero where they were taken.</param>
    /// <returns>Whether this node holds shares of both rates; where not, a share has to be asked for first.</returns>
    public bool TryTake(Limits limits, Account agency, Limits agencyLimits, int calls, int numbers, out TimeSpan wait)
    {
        // Always the agreement before the agency, so that no two wait for one another.
        lock (_lock)
        {
            lock (agency._lock)
            {
                return TryTakeLocked(limits, agency, agencyLimits, calls, numbers, out wait);
            }
        }
    }

    /// <summary>The same, whether or not shares are held: without one it says to wait.</summary>
    /// <returns>How long to wait; zero where they were taken.</returns>
    public TimeSpan Take(Account agency, int calls, int numbers)
    {
        lock (_lock)
        {
            lock (agency._lock)
            {
                return TakeLocked(agency, calls, numbers, Now, agency.Now);
            }
        }
    }

    /// <summary>Says that a call asks, by these limits.</summary>
    /// <returns>Whether this node holds a share of the rates by which it can be let in.</returns>
    public bool AskRate(Limits limits)
    {
        lock (_lock)
        {
            return _rate.Ask(limits, Now);
        }
    }

    /// <summary>Whether a share has been asked for and is not there yet.</summary>
    public bool IsWaitingForRate
    {
        get
        {
            lock (_lock)
            {
                return _rate.IsWaiting(Now);
            }
        }
    }

    /// <summary>What was asked for lately.</summary>
    public int Demand
    {
        get
        {
            lock (_lock)
            {
                return _rate.Demand(Now);
            }
        }
    }

    /// <summary>Whether nobody has asked for so long.</summary>
    public bool IsIdle(TimeSpan idle)
    {
        lock (_lock)
        {
            return _rate.IsIdle(Now, idle);
        }
    }

    /// <summary>Gives up what is above a share.</summary>
    public void NarrowRate(long share)
    {
        lock (_lock)
        {
            _rate.Narrow(share, Now);
        }
    }

    /// <summary>Takes a share that was granted.</summary>
    /// <param name="share">In parts of <see cref="RateLease.Whole"/>.</param>
    /// <param name="askedAt">Timestamp at which it was asked for: its lease begins then.</param>
    /// <param name="isAlone">Whether no other node holds any of it.</param>
    public void HoldRate(long share, long askedAt, bool isAlone)
    {
        lock (_lock)
        {
            _rate.Hold(share, _time.GetElapsedTime(_begunAt, askedAt) + RateShares.Lease, Now, isAlone);
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_begunAt);

    private TimeSpan Since(long timestamp) => _time.GetElapsedTime(_begunAt, timestamp);

    private bool HoldsDay(Limits limits, DateOnly day, int calls, int numbers) =>
        Calls.Holds(day, limits.CallsPerDay, calls) && (numbers == 0 || Numbers.Holds(day, limits.NumbersPerDay, numbers));

    private void TakeDay(int calls, int numbers)
    {
        Calls.Take(calls);
        if (numbers > 0)
        {
            Numbers.Take(numbers);
        }
    }

    private DayLeft LeftLocked(Limits limits, DateOnly day) =>
        new(Calls.LeftLocked(day, limits.CallsPerDay), Numbers.LeftLocked(day, limits.NumbersPerDay));

    private bool TryTakeLocked(Limits limits, Account agency, Limits agencyLimits, int calls, int numbers, out TimeSpan wait)
    {
        var timestamp = _time.GetTimestamp();
        var now = Since(timestamp);
        var agencyNow = agency.Since(timestamp);
        if (!(_rate.Ask(limits, now) & agency._rate.Ask(agencyLimits, agencyNow)))
        {
            wait = default;
            return false;
        }

        wait = TakeLocked(agency, calls, numbers, now, agencyNow);
        return true;
    }

    private TimeSpan TakeLocked(Account agency, int calls, int numbers, TimeSpan now, TimeSpan agencyNow)
    {
        var wait = _rate.WaitFor(calls, numbers, now);
        var agencyWait = agency._rate.WaitFor(calls, numbers, agencyNow);
        if (wait == TimeSpan.Zero && agencyWait == TimeSpan.Zero)
        {
            _rate.Take(calls, numbers);
            agency._rate.Take(calls, numbers);
        }

        return wait > agencyWait ? wait : agencyWait;
    }
}
