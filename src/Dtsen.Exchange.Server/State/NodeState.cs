using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// All that a node knows from the change log up to <see cref="Seq"/>: one immutable value, swapped whole. A call takes it once and is
/// answered from it.
/// </summary>
internal sealed record NodeState
{
    /// <summary>Nothing read yet: nobody is known, everything is off.</summary>
    public static NodeState Empty { get; } = new();

    /// <summary>Number of the last entry applied.</summary>
    public long Seq { get; init; }

    /// <summary>Agencies, applications and agreements as they count: those of the files, with what calls have suspended.</summary>
    public PartnerDirectory Partners { get; private init; } = PartnerDirectory.Empty;

    /// <summary>Agencies, applications and agreements as the files have them.</summary>
    public PartnerDirectory FiledPartners { get; private init; } = PartnerDirectory.Empty;

    /// <summary>What calls have suspended.</summary>
    public Suspensions Suspensions { get; private init; } = Suspensions.None;

    /// <summary>Feature flags.</summary>
    public FeatureFlags Features { get; init; } = FeatureFlags.Off;

    /// <summary>Programmes: bands and exclusions.</summary>
    public ProgrammeSet Programmes { get; init; } = ProgrammeSet.Empty;

    /// <summary>Revoked certificates.</summary>
    public RevocationList Revocations { get; init; } = RevocationList.Empty;

    /// <summary>Releases that anybody sees.</summary>
    public PublishedReleases Releases { get; init; } = PublishedReleases.None;

    /// <summary>This with a new set of files, which changes nothing about what calls have suspended.</summary>
    public NodeState WithPartners(PartnerDirectory files) => this with { FiledPartners = files, Partners = files.With(Suspensions) };

    /// <summary>This with other suspensions by calls.</summary>
    public NodeState WithSuspensions(Suspensions suspensions) =>
        this with { Suspensions = suspensions, Partners = FiledPartners.With(suspensions) };
}
