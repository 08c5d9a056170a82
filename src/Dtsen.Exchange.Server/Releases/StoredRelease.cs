using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>A release with who sees it and what was proposed for it.</summary>
/// <param name="Row">The release.</param>
/// <param name="Audiences">Audiences it was published to, in order.</param>
/// <param name="Unapproved">Proposals that nobody approved, oldest first; events may have overtaken some.</param>
internal sealed record StoredRelease(
    ReleaseRow Row, IReadOnlyList<ReleaseAudience> Audiences, IReadOnlyList<ProposalRow> Unapproved)
{
    /// <summary>Proposals that can still be carried out.</summary>
    public IEnumerable<ProposalRow> Waiting => Unapproved.Where(proposal =>
        ReleaseRules.Judge(proposal.ReleaseAudience, Row.JudgedState, Audiences) == ReleaseRuling.Allowed);
}
