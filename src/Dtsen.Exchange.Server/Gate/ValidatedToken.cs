namespace Dtsen.Exchange.Server.Gate;

/// <summary>An access token that was found good.</summary>
/// <param name="Text">The token as it was sent.</param>
/// <param name="Scopes">Its scopes.</param>
/// <param name="ExpiresAt">When its time is over.</param>
/// <param name="TrustedUntil">When its signature is looked at again, so that a withdrawn key is noticed.</param>
internal sealed record ValidatedToken(
    string Text, IReadOnlySet<string> Scopes, DateTimeOffset ExpiresAt, DateTimeOffset TrustedUntil);
