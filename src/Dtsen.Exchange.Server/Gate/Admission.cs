namespace Dtsen.Exchange.Server.Gate;

/// <summary>A call that was let in.</summary>
/// <param name="Identity">Its connection's certificate.</param>
/// <param name="Token">Its token; null for methods outside <c>dtsen.*</c>.</param>
/// <param name="Caller">Its caller; null for methods outside <c>dtsen.*</c>.</param>
internal sealed record Admission(ConnectionIdentity Identity, ValidatedToken? Token, Caller? Caller);
