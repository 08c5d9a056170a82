using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// Answers of NOT_FOUND of one agreement on this node: a share of the different numbers that it asked for here, and behind that the limit
/// of the day, leased like any other. How many a call needs is known only once it is answered, so calls go side by side while the budget
/// has room for every number in them to be a miss, and one after another where it has not: what is exceeded is exceeded by one call.
/// </summary>
internal sealed class MissBudget : IDisposable
{
    private readonly Lock _lock;
    // Those who wait do so in the order in which they came.
    private readonly SemaphoreSlim _door = new(1);
    private readonly DistinctNumbers _asked;
    private DateOnly _day;
    private long _usedOfShare;
    private long _underWay;
    private int _waiting;
    private bool _told;
    private TaskCompletionSource? _settled;

    /// <param name="store">Where the counter of the limit leases.</param>
    /// <param name="key">What that counts.</param>
    /// <param name="time">Clock.</param>
    /// <param name="hashKey">Of the hash by which numbers are told apart.</param>
    /// <param name="shared">Guards it, and its counter.</param>
    public MissBudget(QuotaStore store, QuotaKey key, TimeProvider time, ulong hashKey, Lock shared)
    {
        Counter = new DayCounter(store, key, time, shared);
        _asked = new DistinctNumbers(hashKey);
        _lock = shared;
    }

    /// <summary>The counter of the limit.</summary>
    public DayCounter Counter { get; }

    /// <summary>Lets a call in, which must be settled.</summary>
    /// <returns>False where the budget is used up.</returns>
    /// <exception cref="System.Data.Common.DbException">Nothing is held, and the database cannot be reached.</exception>
    public ValueTask<bool> EnterAsync(DateOnly day, MissLimit limit, int numbers, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (TryEnter(day, limit, numbers))
            {
                return ValueTask.FromResult(true);
            }

            _waiting++;
        }

        return new ValueTask<bool>(WaitAsync(day, limit, numbers, cancellation));
    }

    /// <summary>Lets a call in, which must be settled, where it need not wait.</summary>
    public bool TryEnter(DateOnly day, MissLimit limit, int numbers)
    {
        lock (_lock)
        {
            // Nobody is overtaken.
            return _waiting == 0 && TryEnter(Room(day, limit), numbers);
        }
    }

    /// <summary>Charges what became of a call, or of a page, that was let in.</summary>
    /// <param name="day">Day (WIB).</param>
    /// <param name="limit">The limit.</param>
    /// <param name="numbers">With how many it was let in.</param>
    /// <param name="subjects">Numbers that were looked up.</param>
    /// <param name="misses">How many of them were NOT_FOUND.</param>
    /// <returns>Whether this used the budget up, for the first time that day.</returns>
    public ValueTask<bool> SettleAsync(DateOnly day, MissLimit limit, int numbers, ReadOnlyMemory<ulong> subjects, int misses)
    {
        long rest;
        TaskCompletionSource? settled = null;
        lock (_lock)
        {
            Turn(day);
            _asked.Add(subjects.Span);
            var ofShare = Math.Clamp(ShareLeft(limit), 0, misses);
            _usedOfShare += ofShare;
            rest = misses - ofShare;
            if (rest == 0)
            {
                settled = LeaveLocked(numbers);
            }
        }

        settled?.SetResult();
        return rest == 0 ? ValueTask.FromResult(false) : new ValueTask<bool>(ChargeAndLeaveAsync(day, limit, numbers, rest));
    }

    /// <summary>Lets a call go that was let in and not answered.</summary>
    public void Leave(int numbers)
    {
        TaskCompletionSource? settled;
        lock (_lock)
        {
            settled = LeaveLocked(numbers);
        }

        settled?.SetResult();
    }

    /// <summary>What is left, as far as this node knows.</summary>
    public long Left(DateOnly day, MissLimit limit)
    {
        lock (_lock)
        {
            Turn(day);
            return Math.Max(0, ShareLeft(limit) + Counter.LeftLocked(day, limit.PerDay));
        }
    }

    /// <summary>What is used of the share.</summary>
    public long UsedOfShare(DateOnly day)
    {
        lock (_lock)
        {
            Turn(day);
            return _usedOfShare;
        }
    }

    public void Dispose() => _door.Dispose();

    private async Task<bool> WaitAsync(DateOnly day, MissLimit limit, int numbers, CancellationToken cancellation)
    {
        try
        {
            await _door.WaitAsync(cancellation);
            try
            {
                return await TakeTurnAsync(day, limit, numbers, cancellation);
            }
            finally
            {
                _door.Release();
            }
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }
        }
    }

    private async Task<bool> TakeTurnAsync(DateOnly day, MissLimit limit, int numbers, CancellationToken cancellation)
    {
        while (true)
        {
            Task? settled = null;
            bool indebted;
            lock (_lock)
            {
                var room = Room(day, limit);
                if (TryEnter(room, numbers))
                {
                    return true;
                }

                indebted = ShareLeft(limit) < 0;
                if (room > 0)
                {
                    settled = (_settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
            }

            if (settled is not null)
            {
                await settled.WaitAsync(cancellation);
            }
            else if (!await Counter.HasAsync(day, limit.PerDay, cancellation) || indebted)
            {
                return false;
            }
        }
    }

    private bool TryEnter(long room, int numbers)
    {
        if (room <= 0 || (_underWay > 0 && _underWay + numbers > room))
        {
            return false;
        }

        _underWay += numbers;
        return true;
    }

    private TaskCompletionSource? LeaveLocked(int numbers)
    {
        _underWay -= numbers;
        var settled = _settled;
        _settled = null;
        return settled;
    }

    private async Task<bool> ChargeAndLeaveAsync(DateOnly day, MissLimit limit, int numbers, long misses)
    {
        try
        {
            return await ChargeAsync(day, limit, misses);
        }
        finally
        {
            Leave(numbers);
        }
    }

    private async Task<bool> ChargeAsync(DateOnly day, MissLimit limit, long misses)
    {
        var taken = 0L;
        var left = false;
        try
        {
            taken = await Counter.TakeUpToAsync(day, limit.PerDay, misses, CancellationToken.None);
            left = taken == misses && await Counter.HasAsync(day, limit.PerDay, CancellationToken.None);
        }
        catch (Exception fault) when (QuotaBook.IsAway(fault))
        {
            // What the database cannot count is counted here.
            left = true;
        }

        lock (_lock)
        {
            // A debt, which the share of later numbers pays first.
            _usedOfShare += misses - taken;
            var first = !left && !_told;
            _told |= first;
            return first;
        }
    }

    private long Room(DateOnly day, MissLimit limit)
    {
        Turn(day);
        return ShareLeft(limit) + Counter.HeldLocked(day, limit.PerDay);
    }

    private long ShareLeft(MissLimit limit) => (long)(_asked.Count * limit.Share) - _usedOfShare;

    private void Turn(DateOnly day)
    {
        if (_day != day)
        {
            _day = day;
            _asked.Clear();
            _usedOfShare = 0;
            _told = false;
        }
    }
}
