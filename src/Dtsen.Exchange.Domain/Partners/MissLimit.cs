namespace Dtsen.Exchange.Domain.Partners;

/// <summary>How many answers of NOT_FOUND an agreement may have in a day (WIB) before its lookups are refused.</summary>
/// <param name="PerDay">So many, on all nodes together.</param>
/// <param name="Share">And this share, 0 to 1, of the different numbers that were asked for on the same node.</param>
public sealed record MissLimit(long PerDay, double Share);
