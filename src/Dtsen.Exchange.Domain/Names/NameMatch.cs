namespace Dtsen.Exchange.Domain.Names;

/// <summary>How alike two names are.</summary>
/// <param name="Score">
/// 0 to 100; 100 are the same words in the same order. Neither a probability nor a share of letters: see the README.
/// </param>
/// <param name="Findings">What was noticed.</param>
public readonly record struct NameMatch(int Score, NameFindings Findings)
{
    /// <summary>At this score and above the names are one person's, unless a caller asks for more.</summary>
    public const int DefaultThreshold = 90;

    /// <summary>
    /// At this score and above a name shows, together with the NIK, that the person is known and the number not guessed.
    /// </summary>
    public const int Proof = 80;

    /// <summary>Below this score the names are two people's.</summary>
    public const int Possible = 60;

    private const NameFindings OfWriting =
        NameFindings.TitlesIgnored | NameFindings.Punctuation | NameFindings.SpellingVariant | NameFindings.Abbreviation
        | NameFindings.Joined | NameFindings.Reordered;

    /// <summary>
    /// Whether both names have the same words, titles aside, however they are spelled, abbreviated, joined and ordered: none is missing,
    /// another, miswritten, or a mere letter.
    /// </summary>
    public bool HasSameWords => (Findings & ~OfWriting) == NameFindings.None;

    /// <summary>The verdict at a threshold.</summary>
    public NameVerdict VerdictAt(int threshold = DefaultThreshold) =>
        Score >= threshold ? NameVerdict.Same : Score >= Possible ? NameVerdict.Possible : NameVerdict.Different;
}
