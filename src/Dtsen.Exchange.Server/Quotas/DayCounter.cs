namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// One counter on one node. It counts in memory and leases from the database: in the background when half of a lease is used, and with the
/// call waiting only when nothing is left. Each day, and each limit, begins anew; what was held of the one before goes back.
/// </summary>
/// <param name="store">Where it leases.</param>
/// <param name="key">What it counts.</param>
/// <param name="time">Clock.</param>
/// <param name="shared">Guards what it holds; by default a lock of its own.</param>
internal sealed class DayCounter(QuotaStore store, QuotaKey key, TimeProvider time, Lock? shared = null)
{
    /// <summary>For how long a counter that is used up is not asked again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = shared ?? new Lock();
    private DayLease _lease = new(DateOnly.MinValue, 0);
    private Task? _refill;
    private long? _askedAt;

    /// <summary>What it counts.</summary>
    public QuotaKey Key => key;

    /// <summary>Whether so much of a day is held: who holds the lock that is shared may then <see cref="Take"/> it.</summary>
    public bool Holds(DateOnly day, long limit, long count) => HeldLocked(day, limit) >= count;

    /// <summary>What the node holds of a day, for who holds the lock that is shared.</summary>
    public long HeldLocked(DateOnly day, long limit)
    {
        Turn(day, limit);
        return _lease.Held;
    }

    /// <summary>What is left of a day, as far as this node knows, for who holds the lock that is shared.</summary>
    public long LeftLocked(DateOnly day, long limit)
    {
        Turn(day, limit);
        return _lease.Held + _lease.LeftElsewhere;
    }

    /// <summary>Uses what is held, as <see cref="Holds"/> has said.</summary>
    public void Take(long count)
    {
        _lease.TryTake(count);
        RefillInTime();
    }

    /// <summary>Uses so much of a day, or nothing where the day has less left.</summary>
    /// <param name="day">Day (WIB).</param>
    /// <param name="limit">Limit of the day.</param>
    /// <param name="count">How much.</param>
    /// <param name="cancellation">Stops waiting for the database.</param>
    /// <exception cref="System.Data.Common.DbException">Nothing is held, and the database cannot be reached.</exception>
    public ValueTask<bool> TakeAsync(DateOnly day, long limit, long count, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Turn(day, limit);
            if (_lease.TryTake(count))
            {
                RefillInTime();
                return ValueTask.FromResult(true);
            }
        }

        return new ValueTask<bool>(WaitAsync(day, limit, count, count, cancellation));
    }

    /// <summary>Uses up to so much of a day.</summary>
    /// <returns>What was used.</returns>
    public async ValueTask<long> TakeUpToAsync(DateOnly day, long limit, long count, CancellationToken cancellation)
    {
        var taken = 0L;
        while (taken < count)
        {
            long needed;
            lock (_lock)
            {
                Turn(day, limit);
                needed = Math.Clamp(_lease.Held + _lease.LeftElsewhere, 1, count - taken);
            }

            await WaitAsync(day, limit, needed, 0, cancellation);
            lock (_lock)
            {
                Turn(day, limit);
                var now = _lease.TakeUpTo(count - taken);
                if (now == 0)
                {
                    break;
                }

                taken += now;
            }
        }

        return taken;
    }

    /// <summary>Whether anything of a day is left; one at least is then held, unless another takes it.</summary>
    public ValueTask<bool> HasAsync(DateOnly day, long limit, CancellationToken cancellation) =>
        Held(day, limit) > 0 ? ValueTask.FromResult(true) : new ValueTask<bool>(WaitAsync(day, limit, 1, 0, cancellation));

    /// <summary>What the node holds of a day.</summary>
    public long Held(DateOnly day, long limit)
    {
        lock (_lock)
        {
            return HeldLocked(day, limit);
        }
    }

    /// <summary>What is left of a day, as far as this node knows.</summary>
    public long Left(DateOnly day, long limit)
    {
        lock (_lock)
        {
            return LeftLocked(day, limit);
        }
    }

    /// <summary>Undoes the use by a call that was refused after all.</summary>
    public void PutBack(DateOnly day, long count)
    {
        lock (_lock)
        {
            if (_lease.Day == day)
            {
                _lease.PutBack(count);
                return;
            }
        }

        ReturnLater(day, count);
    }

    /// <summary>Gives back what is held, when the node stops.</summary>
    public async Task GiveBackAsync()
    {
        DayLease lease;
        Task? refill;
        lock (_lock)
        {
            refill = _refill;
        }

        await (refill ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            lease = _lease;
            _lease = new DayLease(DateOnly.MinValue, 0);
        }

        if (lease.Held > 0)
        {
            await store.ReturnAsync(key, lease.Day, lease.Held);
        }
    }

    private async Task<bool> WaitAsync(DateOnly day, long limit, long needed, long take, CancellationToken cancellation)
    {
        while (true)
        {
            Task refill;
            lock (_lock)
            {
                Turn(day, limit);
                if (_lease.Held >= needed)
                {
                    return _lease.TryTake(take);
                }

                if (IsKnownShort(needed))
                {
                    return false;
                }

                var lease = _lease;
                refill = _refill ??= Task.Run(() => RefillAsync(lease, needed), CancellationToken.None);
            }

            await refill.WaitAsync(cancellation);
        }
    }

    private bool IsKnownShort(long needed) =>
        _askedAt is { } askedAt && _lease.Held + _lease.LeftElsewhere < needed && time.GetElapsedTime(askedAt) < Patience;

    private void RefillInTime()
    {
        if (_lease.IsHalfUsed && _refill is null && !IsKnownShort(_lease.Held + 1))
        {
            var lease = _lease;
            Forget(_refill = Task.Run(() => RefillAsync(lease, 0)));
        }
    }

    private async Task RefillAsync(DayLease lease, long needed)
    {
        try
        {
            long wanted;
            lock (_lock)
            {
                wanted = lease.Wanted(needed);
            }

            if (wanted <= 0)
            {
                return;
            }

            var grant = await store.LeaseAsync(key, lease.Day, wanted, lease.Limit);
            lock (_lock)
            {
                if (_lease == lease)
                {
                    lease.Add(grant);
                    _askedAt = time.GetTimestamp();
                    return;
                }
            }

            // The day turned meanwhile.
            if (grant.Granted > 0)
            {
                await store.ReturnAsync(key, lease.Day, grant.Granted);
            }
        }
        finally
        {
            lock (_lock)
            {
                _refill = null;
            }
        }
    }

    private void Turn(DateOnly day, long limit)
    {
        if (_lease.Day == day && _lease.Limit == limit)
        {
            return;
        }

        if (_lease.Held > 0)
        {
            ReturnLater(_lease.Day, _lease.Held);
        }

        _lease = new DayLease(day, limit);
        _askedAt = null;
    }

    private void ReturnLater(DateOnly day, long count) => Forget(Task.Run(() => store.ReturnAsync(key, day, count)));

    /// <summary>What fails here costs a lease at most; a call that finds nothing held asks again, and is told.</summary>
    private static void Forget(Task task) => _ = task.ContinueWith(
        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
