using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Client.Matching;

/// <summary>Records that are sent together, and what they were made of.</summary>
/// <param name="Source">What they were made of; it is not sent.</param>
/// <param name="Records">Up to 1,000. A page without any is not sent, and comes back in its place.</param>
public sealed record MatchPage<T>(T Source, IReadOnlyList<MatchRecord> Records);
