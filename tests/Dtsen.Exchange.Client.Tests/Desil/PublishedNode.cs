using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Client.Tests.Desil;

/// <summary>Publishes families of Kota Bandung, as BPS does.</summary>
internal static class PublishedNode
{
    /// <summary>Families of a release; those of <see cref="FamilySample"/>, from 1 on.</summary>
    public const int Families = 300;

    // The period that runs, whenever the tests do: its first day is past.
    private static readonly System.DateTime Today = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(7);

    private static string Period => $"{Today.Year}-T{((Today.Month - 1) / 3) + 1}";

    /// <summary>Name of a version of the release.</summary>
    public static string NameOf(int version) => $"{Period}.v{version}";

    /// <summary>Publishes a release to all; it is effective at once.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PublishAsync(this RunningNode node, int version)
    {
        await using var uploader = node.Client(RunningNode.Uploader);
        var begun = await uploader.Release.BeginReleaseAsync(new BeginReleaseRequest
        {
            RequestId = NameOf(version),
            Period = Period,
            Version = version,
            SnapshotId = "snapshot-1",
            VariablesVersion = 1,
            EffectiveFrom = new Date { Year = Today.Year, Month = ((Today.Month - 1) / 3 * 3) + 1, Day = 1 },
        });
        var id = begun.Release.Id;
        var families = FamilySample.Of(FamilySample.Bandung, Families);
        await new RankingUploader(uploader.Release).UploadAsync(
            id, [new KabupatenSource(FamilySample.Bandung, () => families.Select(family => (ReadOnlyMemory<byte>)family))]);
        var check = await uploader.Release.SealReleaseAsync(new SealReleaseRequest { ReleaseId = id });
        using var signer = ReleaseSigner.FromPem(RunningNode.ReleaseKey, node.Ca.Folder.ReleaseKey(RunningNode.ReleaseKey));
        await uploader.Release.SealReleaseAsync(new SealReleaseRequest { ReleaseId = id, Signature = signer.Sign(check.Manifest.Span) });
        foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All })
        {
            var proposed = await uploader.Release.PublishReleaseAsync(new PublishReleaseRequest
            {
                RequestId = $"{version}-{audience}", ReleaseId = id, Audience = audience, Reason = "uji",
            });
            await node.ApproveAsync(proposed.Proposal.Id);
        }

        return id;
    }

    /// <summary>Takes a release back.</summary>
    public static async Task RollBackAsync(this RunningNode node, string id)
    {
        await using var uploader = node.Client(RunningNode.Uploader);
        var proposed = await uploader.Release.RollBackReleaseAsync(
            new RollBackReleaseRequest { RequestId = "rb-" + id[..8], ReleaseId = id, Reason = "uji" });
        await node.ApproveAsync(proposed.Proposal.Id);
    }

    private static async Task ApproveAsync(this RunningNode node, string proposal)
    {
        await using var approver = node.Client(RunningNode.Approver);
        await approver.Release.ApproveReleaseAsync(new ApproveReleaseRequest { ProposalId = proposal });
    }
}
