namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What the database granted.</summary>
/// <param name="Granted">So much may be used; 0 where nothing is left.</param>
/// <param name="Used">So much of the day is used by now, this grant and all leases included.</param>
internal readonly record struct LeaseGrant(long Granted, long Used);
