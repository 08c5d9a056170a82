namespace Dtsen.Exchange.Server.Quotas;

/// <summary>The accounts that a call of one application is charged to.</summary>
/// <param name="Agreement">That of its agreement.</param>
/// <param name="Agency">That of its agency.</param>
/// <param name="Misses">Its budget of misses.</param>
/// <param name="Lock">
/// Guards the agreement's account and the budget: whoever does several things with them takes it once, since each time costs a look into
/// another processor's cache. The agency's account has its own, taken after this one.
/// </param>
internal sealed record QuotaAccounts(Account Agreement, Account Agency, MissBudget Misses, Lock Lock);
