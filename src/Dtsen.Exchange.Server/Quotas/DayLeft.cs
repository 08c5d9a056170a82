namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What is left of a day, as far as this node knows.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Numbers">Numbers.</param>
internal readonly record struct DayLeft(long Calls, long Numbers)
{
    /// <summary>What two accounts have left that are charged together.</summary>
    public static DayLeft OfBoth(DayLeft one, DayLeft other) =>
        new(Math.Min(one.Calls, other.Calls), Math.Min(one.Numbers, other.Numbers));
}
