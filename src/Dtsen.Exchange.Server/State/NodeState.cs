using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// All that a node knows from the change log up to <see cref="Seq"/>: one immutable value, swapped whole. A call takes it once and is
/// answered from it.
/// </summary>
/// <param name="Seq">Number of the last entry applied.</param>
/// <param name="Partners">Agencies, applications and agreements.</param>
/// <param name="Features">Feature flags.</param>
/// <param name="Revocations">Revoked certificates.</param>
/// <param name="Releases">Releases that anybody sees.</param>
internal sealed record NodeState(
    long Seq, PartnerDirectory Partners, FeatureFlags Features, RevocationList Revocations, PublishedReleases Releases)
{
    /// <summary>Nothing read yet: nobody is known, everything is off.</summary>
    public static NodeState Empty { get; } =
        new(0, PartnerDirectory.Empty, FeatureFlags.Off, RevocationList.Empty, PublishedReleases.None);
}
