namespace Dtsen.Exchange.Client.Connections;

/// <summary>A token as the authority gave it.</summary>
/// <param name="Value">What goes behind <c>Bearer</c>.</param>
/// <param name="Lifetime">How long it is valid from when it was given.</param>
/// <param name="Received">When it came, as the clock's timestamp: a corrected clock does not age it.</param>
internal sealed record AccessToken(string Value, TimeSpan Lifetime, long Received)
{
    // A tenth of the lifetime before its end, so that no call leaves with a token that ends on the way.
    private const double UsableShare = 0.9;

    public bool IsFresh(TimeProvider time) => time.GetElapsedTime(Received) < Lifetime * UsableShare;

    // A record would print the token.
    public override string ToString() => "access token";
}
