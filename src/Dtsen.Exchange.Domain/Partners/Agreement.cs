namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// A perjanjian: what one application may do. Every right is named one by one; what is not named is refused.
/// </summary>
public sealed record Agreement
{
    /// <summary>Number of the agreement, as the agencies know it.</summary>
    public required string Id { get; init; }

    /// <summary>The highest level at which individuals may be seen.</summary>
    public required Level Level { get; init; }

    /// <summary>OAuth scopes that the application may ask for, e.g. <c>desil.read</c>.</summary>
    public required IReadOnlySet<string> Scopes { get; init; }

    /// <summary>
    /// Kemendagri codes (2, 4, 6 or 10 digits, no dots) of the domiciles it may see, or null for the whole nation.
    /// </summary>
    public required IReadOnlyList<string>? Wilayah { get; init; }

    /// <summary>
    /// Names of the variables it may read. <c>*</c> stands for every variable but the specific ones (UU PDP
    /// art. 4(2)), which are granted singly only.
    /// </summary>
    public required IReadOnlySet<string> Variables { get; init; }

    /// <summary>Purposes that a call may give in <c>dtsen-purpose</c>.</summary>
    public required IReadOnlySet<string> Purposes { get; init; }

    /// <summary>What a lookup must prove.</summary>
    public required RequiredProof RequiredProof { get; init; }

    /// <summary>First day in force, WIB, inclusive.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force, WIB, inclusive.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>Which releases it sees.</summary>
    public required ReleaseAudience ReleaseAudience { get; init; }

    /// <summary>Number of the BAST (hand-over record) on which the agreement rests.</summary>
    public required string Bast { get; init; }

    /// <summary>Whether what was read may be handed on to others.</summary>
    public required bool ReShare { get; init; }

    /// <summary>For whom it may act.</summary>
    public required ActingRule ActingFor { get; init; }

    /// <summary>Whom its calls must name as end user.</summary>
    public required EndUserRule EndUser { get; init; }

    /// <summary>How much it may ask for.</summary>
    public Limits Limits { get; init; } = DefaultLimits.Agreement;

    /// <summary>How many of its answers may be NOT_FOUND.</summary>
    public MissLimit Misses { get; init; } = DefaultLimits.Misses;

    /// <summary>What a match may tell of people with a NIK like the one that was given.</summary>
    public CandidateRule Candidates { get; init; }

    /// <summary>
    /// Records with the same NIK that differ and do not agree with the register, of its agency in a day (WIB) on a node, before a match
    /// tells no more of them.
    /// </summary>
    public int MatchTriesPerDay { get; init; } = DefaultLimits.MatchTriesPerDay;

    /// <summary>Whether the agreement is suspended.</summary>
    public required bool Suspended { get; init; }

    /// <summary>Whether the agreement is in force on <paramref name="day"/> (WIB).</summary>
    public bool IsInForceOn(DateOnly day) => day >= ValidFrom && day <= ValidUntil;
}
