using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Client.Matching;

/// <summary>A page, and what the exchange said to it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Answers">One item a record, in order; null where the page holds no record.</param>
public sealed record AnsweredPage<T>(MatchPage<T> Page, StreamMatchResponse? Answers);
