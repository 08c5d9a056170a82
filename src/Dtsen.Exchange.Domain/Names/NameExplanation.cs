namespace Dtsen.Exchange.Domain.Names;

/// <summary>A comparison of two names with each step of it, for a person to read.</summary>
/// <param name="Match">What <see cref="NameComparison.Compare(ReadOnlySpan{char}, ReadOnlySpan{char})"/> says.</param>
/// <param name="Steps">The words that were paired, then those that stand in one name only.</param>
public sealed record NameExplanation(NameMatch Match, IReadOnlyList<NameStep> Steps);
