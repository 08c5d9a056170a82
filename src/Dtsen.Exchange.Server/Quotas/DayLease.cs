namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// What a node holds of one counter's day: the arithmetic alone. A node never holds more than one lease, so that is what is lost with it.
/// Not safe for several threads.
/// </summary>
/// <param name="day">Day (WIB).</param>
/// <param name="limit">Limit of the day.</param>
internal sealed class DayLease(DateOnly day, long limit)
{
    private const int LeasesADay = 100;

    /// <summary>The day.</summary>
    public DateOnly Day { get; } = day;

    /// <summary>The limit by which it was asked.</summary>
    public long Limit { get; } = limit;

    /// <summary>Size of a lease: a hundredth of the limit, at least 1.</summary>
    public long Size { get; } = Math.Max(1, limit / LeasesADay);

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

    /// <summary>How much to ask for, so that a whole lease, or what is needed at once where that is more, is held.</summary>
    public long Wanted(long needed) => Math.Max(Size, needed) - Held;

    /// <summary>Takes in what was granted.</summary>
    public void Add(LeaseGrant grant)
    {
        Held += grant.Granted;
        LeftElsewhere = Math.Max(0, Limit - grant.Used);
    }

    /// <summary>Takes in what was used by a call that was refused after all.</summary>
    public void PutBack(long count) => Held += count;
}
