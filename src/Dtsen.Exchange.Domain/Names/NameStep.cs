namespace Dtsen.Exchange.Domain.Names;

/// <summary>A step of a comparison.</summary>
/// <param name="Left">Words of the left name, parted by blanks, as they were read; empty where only the right one has them.</param>
/// <param name="Right">The same of the right name.</param>
/// <param name="Similarity">0 to 100; null where they stand in one name only.</param>
/// <param name="Findings">What differs.</param>
public sealed record NameStep(string Left, string Right, int? Similarity, NameFindings Findings);
