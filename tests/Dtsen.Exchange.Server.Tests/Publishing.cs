using System.Security.Cryptography;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Protobuf;
using Google.Type;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>Publishes a small release as BPS does: through the service, with both applications and the key that signs.</summary>
internal static class Publishing
{
    private const string Uploads = "bps.pemeringkatan";
    private const string Approves = "bps.persetujuan";

    /// <summary>Uploads, seals and publishes; the node answers from it when this returns.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">Period and version, e.g. <c>2026-T3.v1</c>.</param>
    /// <param name="families">Its families.</param>
    /// <param name="effectiveFrom">First day on which programmes use it; by default today.</param>
    /// <param name="audiences">Who sees it; by default first those who come first, then all.</param>
    /// <returns>Id of the release.</returns>
    public static async Task<string> PublishAsync(
        this RunningNode node, string name, IReadOnlyList<Family> families, DateOnly? effectiveFrom = null,
        params IReadOnlyList<ReleaseAudience> audiences)
    {
        var id = await node.SealAsync(name, families, effectiveFrom);
        foreach (var audience in audiences.Count > 0 ? audiences : [ReleaseAudience.First, ReleaseAudience.All])
        {
            await node.PublishToAsync(id, audience);
        }

        return id;
    }

    /// <summary>Uploads and seals.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public static async Task<string> SealAsync(
        this RunningNode node, string name, IReadOnlyList<Family> families, DateOnly? effectiveFrom = null)
    {
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync(Uploads));
        Assert.True(ReleaseVersion.TryParse(name, out var version));
        var day = effectiveFrom ?? Wib.Today(node.Time);
        var begun = await client.BeginReleaseAsync(new BeginReleaseRequest
        {
            RequestId = Guid.NewGuid().ToString("N"),
            Period = version.Period.ToString(),
            Version = version.Version,
            SnapshotId = "snapshot-" + name,
            VariablesVersion = 1,
            EffectiveFrom = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
        });
        var sources = families
            .OrderBy(family => family.NomorKartuKeluarga, StringComparer.Ordinal)
            .GroupBy(family => family.KodeKabupatenKota)
            .Select(group => (group.Key, Bytes: group.Select(family => new ReadOnlyMemory<byte>(family.ToByteArray())).ToList()))
            .Select(kabupaten => new KabupatenSource(kabupaten.Key, () => kabupaten.Bytes))
            .ToList();
        await new RankingUploader(client).UploadAsync(begun.Release.Id, sources);
        var check = await client.SealReleaseAsync(new SealReleaseRequest { ReleaseId = begun.Release.Id });
        Assert.Empty(check.SetAside);
        await client.SealReleaseAsync(new SealReleaseRequest
        {
            ReleaseId = begun.Release.Id,
            Signature = new ReleaseSignature
            {
                KeyId = RunningNode.ReleaseKeyId,
                Signature = ByteString.CopyFrom(node.ReleaseKey.SignData(check.Manifest.Span, HashAlgorithmName.SHA256)),
            },
        });
        return begun.Release.Id;
    }

    /// <summary>Publishes a sealed release to one audience; the node answers it from there when this returns.</summary>
    public static async Task PublishToAsync(this RunningNode node, string releaseId, ReleaseAudience audience)
    {
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync(Uploads));
        var proposed = await client.PublishReleaseAsync(new PublishReleaseRequest
        {
            RequestId = Guid.NewGuid().ToString("N"), ReleaseId = releaseId, Audience = audience, Reason = "uji", BoundsReason = "uji",
        });
        await ApproveAsync(node, proposed.Proposal.Id);
    }

    /// <summary>Takes a published release back.</summary>
    public static async Task RollBackAsync(this RunningNode node, string releaseId)
    {
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync(Uploads));
        var proposed = await client.RollBackReleaseAsync(new RollBackReleaseRequest
        {
            RequestId = Guid.NewGuid().ToString("N"), ReleaseId = releaseId, Reason = "uji",
        });
        await ApproveAsync(node, proposed.Proposal.Id);
    }

    private static async Task ApproveAsync(RunningNode node, string proposalId)
    {
        var client = new ReleaseService.ReleaseServiceClient(await node.AsAsync(Approves));
        var done = await client.ApproveReleaseAsync(new ApproveReleaseRequest { ProposalId = proposalId });
        var view = node.Services.GetRequiredService<NodeView>();
        await node.UntilAsync(() => view.Seq >= done.Seq);
    }
}
