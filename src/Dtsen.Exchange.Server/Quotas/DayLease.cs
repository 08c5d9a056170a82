namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// What a node holds of one counter's day: the arithmetic alone. A node never holds more than one lease, so that is what is lost with it;
/// the first is small and each is twice the one before, so that a node which crashes again and again does not use up the day. Not safe for
/// several threads.
/// </summary>
/// <param name="day">Day (WIB).</param>
/// <param name="limit">Limit of the day.</param>
internal sealed class DayLease(DateOnly day, long limit)
{
    private const int FirstLeasesADay = 10_000;
    private const int LeasesADay = 100;

    private bool _isFirst = true;

    /// <summary>The day.</summary>
    public DateOnly Day { get; } = day;

    /// <summary>The limit by which it was asked.</summary>
    public long Limit { get; } = limit;

    /// <summary>Size of the lease: a ten-thousandth of the limit at first, a hundredth at most; at least 1.</summary>
    public long Size { get; private set; } = Math.Max(1, limit / FirstLeasesADay);

    /// <summary>Granted and not used.</summary>
    public long Held { get; private set; }

    /// <summary>Left to all nodes when the database was last asked; the limit before it was.</summary>
    public long LeftElsewhere { get; private set; } = limit;

    /// <summary>Whether it is time for more, before nothing is held.</summary>
    public bool IsHalfUsed => Held * 2 < Size;

    /// <summary>Uses so much, or nothing where less is held.</summary>
    public bool TryTake(long count)
    {
        if (count > Held)
        {
            return false;
        }

        Held -= count;
        return true;
    }

    /// <summary>Uses up to so much.</summary>
    /// <returns>What was used.</returns>
    public long TakeUpTo(long count)
    {
        var taken = Math.Min(count, Held);
        Held -= taken;
        return taken;
    }

    private long NextSize => _isFirst ? Size : Math.Min(Size * 2, Math.Max(1, Limit / LeasesADay));

    /// <summary>How much to ask for, so that the whole next lease, or what is needed at once where that is more, is held.</summary>
    public long Wanted(long needed) => Math.Max(NextSize, needed) - Held;

    /// <summary>Takes in what was granted.</summary>
    public void Add(LeaseGrant grant)
    {
        Held += grant.Granted;
        Size = NextSize;
        _isFirst = false;
        LeftElsewhere = Math.Max(0, Limit - grant.Used);
    }

    /// <summary>Takes in what was used by a call that was refused after all.</summary>
    public void PutBack(long count) => Held += count;
}
