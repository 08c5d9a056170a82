namespace Dtsen.Exchange.Domain.Names;

/// <summary>A word of one name and the words of the other that it stands for.</summary>
/// <param name="Left">First word of the left name.</param>
/// <param name="LeftCount">How many words of the left name.</param>
/// <param name="Right">First word of the right name.</param>
/// <param name="RightCount">How many words of the right name.</param>
/// <param name="Similarity">0 to 100.</param>
/// <param name="Findings">What differs.</param>
internal readonly record struct NamePair(
    byte Left, byte LeftCount, byte Right, byte RightCount, byte Similarity, NameFindings Findings);
