using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>Rows as a request makes them.</summary>
internal static class ReleaseRows
{
    public static ReleaseRow Release(string id, string period = "2026-T3", int version = 1, string effectiveFrom = "2026-10-01") => new(
        Id: id,
        Agency: "bps",
        BodyHash: "hash of " + id,
        Period: period,
        Version: version,
        SnapshotId: "snap-1",
        SnapshotSeq: 0,
        VariablesVersion: 1,
        EffectiveFrom: effectiveFrom,
        State: (long)ReleaseState.Open,
        Families: 0,
        People: 0,
        SetAside: 0,
        EffectiveSeq: 0,
        CreatedAt: 1_790_000_000_000_000);

    public static ProposalRow Publish(string id, string releaseId, ReleaseAudience audience = ReleaseAudience.First) => new(
        id,
        releaseId,
        "hash of " + id,
        (long)ProposalAction.Publish,
        (long)audience,
        "validated",
        "moved_far_share 0.2 > 0.05",
        "the formula was corrected",
        "bps",
        "bps.pemeringkatan",
        "",
        0,
        1_790_000_000_000_001);

    public static ProposalRow RollBack(string id, string releaseId) =>
        Publish(id, releaseId) with { Action = (long)ProposalAction.RollBack, Audience = 0, Reason = "counts are wrong" };
}
