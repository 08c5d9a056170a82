using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>A proposal as it stands in SQL.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReleaseId">The release.</param>
/// <param name="BodyHash">Hash of the request that made it.</param>
/// <param name="Action">A <see cref="ProposalAction"/>.</param>
/// <param name="Audience">A <see cref="ReleaseAudience"/>; 0 for a roll-back.</param>
/// <param name="Reason">Why, in the proposer's words.</param>
/// <param name="OutOfBounds">What lies outside of the bounds, in words; empty where nothing does.</param>
/// <param name="BoundsReason">Why it is published all the same.</param>
/// <param name="Agency">Agency that made it.</param>
/// <param name="Application">Application that made it.</param>
/// <param name="ApprovedBy">Application that approved it; empty while it waits.</param>
/// <param name="Seq">Entry of the change log that carried it out; 0 while it waits.</param>
/// <param name="CreatedAt">When it was made, UTC microseconds.</param>
internal sealed record ProposalRow(
    string Id,
    string ReleaseId,
    string BodyHash,
    long Action,
    long Audience,
    string Reason,
    string OutOfBounds,
    string BoundsReason,
    string Agency,
    string Application,
    string ApprovedBy,
    long Seq,
    long CreatedAt)
{
    /// <summary>Whether it would publish rather than roll back.</summary>
    public bool IsPublish => Action == (long)ProposalAction.Publish;

    /// <summary>To whom it would publish; null for a roll-back.</summary>
    public ReleaseAudience? ReleaseAudience => IsPublish ? (ReleaseAudience)Audience : null;
}
