using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>A record that is answered the same in every sandbox.</summary>
/// <param name="Record">What is sent.</param>
/// <param name="Outcome">What it is to a caller whose agreement covers the whole nation and lets candidates be told.</param>
/// <param name="DukcapilCode">Dukcapil's code.</param>
/// <param name="NextStep">What to do next.</param>
/// <param name="Note">Why.</param>
public sealed record MagicMatch(MatchRecord Record, MatchOutcome Outcome, string DukcapilCode, MatchNextStep NextStep, string Note)
{
    /// <summary>How often it has to be sent, each time with another date of birth, before this is the answer.</summary>
    public int TriesBefore { get; init; }
}
