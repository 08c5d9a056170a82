using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What one agreement, or one agency, uses on this node: rates, counters of the day, calls in flight.</summary>
internal sealed class Account(string scope, QuotaStore store, TimeProvider time)
{
    private readonly Lock _lock = new();

    // Elapsed time is computed in floating point: from a moment nearby, or some microseconds of it are lost.
    private readonly long _begunAt = time.GetTimestamp();
    private RateBucket _calls = new(0);
    private RateBucket _numbers = new(0);
    private int _inFlight;

    /// <summary>Whose it is.</summary>
    public string Scope => scope;

    /// <summary>Calls of the day.</summary>
    public DayCounter Calls { get; } = new(store, new QuotaKey(scope, QuotaKey.Calls), time);

    /// <summary>Numbers of the day.</summary>
    public DayCounter Numbers { get; } = new(store, new QuotaKey(scope, QuotaKey.Numbers), time);

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

    /// <summary>Takes calls and numbers from the rates of this account and of another, or nothing where one has no room.</summary>
    /// <returns>How long to wait; zero where they were taken.</returns>
    public TimeSpan Take(Limits limits, Account agency, Limits agencyLimits, int calls, int numbers)
    {
        // Always the agreement before the agency, so that no two wait for one another.
        lock (_lock)
        {
            lock (agency._lock)
            {
                var wait = Longer(WaitFor(limits, calls, numbers), agency.WaitFor(agencyLimits, calls, numbers));
                if (wait == TimeSpan.Zero)
                {
                    TakeRates(calls, numbers);
                    agency.TakeRates(calls, numbers);
                }

                return wait;
            }
        }
    }

    private TimeSpan WaitFor(Limits limits, int calls, int numbers)
    {
        var now = time.GetElapsedTime(_begunAt);
        if (_calls.PerSecond != limits.CallsPerSecond || _numbers.PerSecond != limits.NumbersPerSecond)
        {
            _calls = new RateBucket(limits.CallsPerSecond);
            _numbers = new RateBucket(limits.NumbersPerSecond);
        }

        return Longer(
            calls > 0 ? _calls.WaitFor(calls, now) : TimeSpan.Zero, numbers > 0 ? _numbers.WaitFor(numbers, now) : TimeSpan.Zero);
    }

    private void TakeRates(int calls, int numbers)
    {
        _calls.Take(calls);
        _numbers.Take(numbers);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
