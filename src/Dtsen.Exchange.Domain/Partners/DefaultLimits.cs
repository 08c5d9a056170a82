namespace Dtsen.Exchange.Domain.Partners;

/// <summary>The limits that hold where an agency's file names none.</summary>
public static class DefaultLimits
{
    /// <summary>Calls of an agency that one node answers at a time; streams do not count.</summary>
    public const int CallsInFlight = 256;

    /// <summary>Differing records with the same NIK that a match judges in a day.</summary>
    public const int MatchTriesPerDay = 5;

    /// <summary>The most that an agreement may have of them.</summary>
    public const int MostMatchTriesPerDay = 7;

    /// <summary>Limits of an agreement.</summary>
    public static Limits Agreement { get; } = new(1_000, 100_000, 5_000_000, 10_000_000);

    /// <summary>Limits of an agency, over all its agreements.</summary>
    public static Limits Agency { get; } = new(2_000, 200_000, 10_000_000, 20_000_000);

    /// <summary>Answers of NOT_FOUND of an agreement: 1,000 a day and 2 % of those asked for.</summary>
    public static MissLimit Misses { get; } = new(1_000, 0.02);
}
