namespace Dtsen.Exchange.Server.Quotas;

/// <summary>The accounts that a call of one application is charged to.</summary>
/// <param name="Agreement">That of its agreement.</param>
/// <param name="Agency">That of its agency.</param>
/// <param name="Misses">Its budget of misses.</param>
internal sealed record QuotaAccounts(Account Agreement, Account Agency, MissBudget Misses);
