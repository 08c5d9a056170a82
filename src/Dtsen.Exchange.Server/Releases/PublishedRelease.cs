using System.Collections.Immutable;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>A release that somebody sees, or saw.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Period and version.</param>
/// <param name="EffectiveFrom">First day (WIB) on which programmes use it.</param>
/// <param name="SnapshotSeq">Entry of the change log up to which its snapshot is true.</param>
/// <param name="Audiences">Who sees it.</param>
/// <param name="IsEffective">Whether programmes use it, or used it.</param>
/// <param name="Files">Its files on this node.</param>
internal sealed record PublishedRelease(
    string Id,
    ReleaseVersion Version,
    DateOnly EffectiveFrom,
    long SnapshotSeq,
    ImmutableHashSet<ReleaseAudience> Audiences,
    bool IsEffective,
    OpenRelease Files)
{
    /// <summary>Its name, e.g. <c>2026-T3.v2</c>.</summary>
    public string Name { get; } = Version.ToString();

    /// <summary>Whether it was taken back: it is history and read for nothing else.</summary>
    public bool IsRolledBack { get; init; }

    /// <summary>Where it is retired, the SHA-256 of its history, in lower-case hexadecimal; else null.</summary>
    public string? History { get; init; }

    /// <summary>Whether its history alone is left.</summary>
    public bool IsRetired => History is not null;

    /// <summary>Whether lookups read it.</summary>
    public bool IsRead => !IsRolledBack && !IsRetired;

    /// <summary>Whether an agreement of this audience sees it: what is published to all, the first see too.</summary>
    public bool IsVisibleTo(ReleaseAudience audience) =>
        Audiences.Contains(ReleaseAudience.All) || (audience == ReleaseAudience.First && Audiences.Contains(ReleaseAudience.First));
}
