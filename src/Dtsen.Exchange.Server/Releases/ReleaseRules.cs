using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The rules of publishing, as pure functions: when a proposal is made, when it is approved, and whether it still waits.</summary>
internal static class ReleaseRules
{
    /// <summary>Whether a release may be published to an audience, or rolled back.</summary>
    /// <param name="audience">Null: roll back.</param>
    /// <param name="state">State of the release.</param>
    /// <param name="served">Audiences that it was published to.</param>
    public static ReleaseRuling Judge(ReleaseAudience? audience, ReleaseState state, IReadOnlyCollection<ReleaseAudience> served)
    {
        if (audience is not { } to)
        {
            return state == ReleaseState.Published ? ReleaseRuling.Allowed : ReleaseRuling.WrongState;
        }

        if (state is not (ReleaseState.Sealed or ReleaseState.Published))
        {
            return ReleaseRuling.WrongState;
        }

        // What all see, the first see too.
        if (served.Contains(to) || served.Contains(ReleaseAudience.All))
        {
            return ReleaseRuling.AudienceServed;
        }

        return to == ReleaseAudience.All && !served.Contains(ReleaseAudience.First)
            ? ReleaseRuling.FirstComesFirst
            : ReleaseRuling.Allowed;
    }

    /// <summary>Whether so many families were set aside that the release must not be sealed.</summary>
    /// <param name="setAside">Families set aside.</param>
    /// <param name="families">Families that remain.</param>
    /// <param name="maxShare">Largest share of all that may be set aside, 0 to 1.</param>
    public static bool IsTooMuchSetAside(long setAside, long families, double maxShare) =>
        setAside > (setAside + families) * maxShare;

    /// <summary>Whether a release is one that programmes use from this day on.</summary>
    public static bool IsDue(DateOnly effectiveFrom, DateOnly today) => effectiveFrom <= today;
}
