namespace Dtsen.Exchange.Server.Gate;

/// <summary>A call that was let in.</summary>
/// <param name="Identity">Its connection's certificate.</param>
/// <param name="Token">Its token; null for health and reflection.</param>
/// <param name="Caller">Its caller; null for health and reflection.</param>
internal sealed record Admission(ConnectionIdentity Identity, ValidatedToken? Token, Caller? Caller);
