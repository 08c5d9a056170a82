namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What a node changes when shares are divided anew.</summary>
/// <param name="Ended">Nodes that have not renewed their leases: what they held is free.</param>
/// <param name="Gone">Nodes whose leases ended so long ago that nothing need be known of them.</param>
/// <param name="Changed">Its own rows that are new or different.</param>
/// <param name="Dropped">Scopes of its own that nobody asks for any more.</param>
internal sealed record RateRound(
    IReadOnlyList<string> Ended, IReadOnlyList<string> Gone, IReadOnlyList<RateShareRow> Changed, IReadOnlyList<string> Dropped);
