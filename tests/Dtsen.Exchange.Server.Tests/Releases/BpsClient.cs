using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;
using Google.Type;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>BPS at work on a node: one application uploads and proposes, another approves.</summary>
internal sealed class BpsClient
{
    public const string Uploader = "bps.pemeringkatan";
    public const string Approver = "bps.persetujuan";

    private readonly RunningNode _node;
    private int _requests;

    private BpsClient(RunningNode node, CallInvoker upload, CallInvoker approve)
    {
        _node = node;
        Releases = new ReleaseService.ReleaseServiceClient(upload);
        Approvals = new ReleaseService.ReleaseServiceClient(approve);
    }

    public ReleaseService.ReleaseServiceClient Releases { get; }

    public ReleaseService.ReleaseServiceClient Approvals { get; }

    public static async Task<BpsClient> OfAsync(RunningNode node) =>
        new(node, await node.AsAsync(Uploader), await node.AsAsync(Approver));

    public string NextRequest() => $"request-{Interlocked.Increment(ref _requests)}";

    public static BeginReleaseRequest NewRelease(string requestId, string period, int version, DateOnly effectiveFrom) => new()
    {
        RequestId = requestId,
        Period = period,
        Version = version,
        SnapshotId = $"snap-{period}",
        VariablesVersion = 1,
        EffectiveFrom = new Date { Year = effectiveFrom.Year, Month = effectiveFrom.Month, Day = effectiveFrom.Day },
    };

    /// <summary>Begins a release that programmes use from the first day of its period on.</summary>
    public async Task<Release> BeginAsync(string period, int version = 1, DateOnly? effectiveFrom = null)
    {
        Assert.True(Domain.Period.TryParse(period, out var parsed));
        var request = NewRelease(NextRequest(), period, version, effectiveFrom ?? parsed.FirstDay);
        return (await Releases.BeginReleaseAsync(request)).Release;
    }

    public async Task<UploadCall> OpenAsync(string releaseId)
    {
        var upload = new UploadCall(Releases.UploadRanking());
        await upload.OpenAsync(releaseId);
        return upload;
    }

    /// <summary>Uploads whole kabupaten.</summary>
    public async Task UploadAsync(string releaseId, params (string Kabupaten, IReadOnlyList<ByteString> Families)[] kabupaten)
    {
        using var upload = await OpenAsync(releaseId);
        foreach (var (code, families) in kabupaten)
        {
            await upload.PageAsync(code, 0, families);
            Assert.True((await upload.CompleteAsync(code, families)).Complete);
        }

        await upload.EndAsync();
    }

    public async Task<SealReleaseResponse> CheckAsync(string releaseId) =>
        await Releases.SealReleaseAsync(new SealReleaseRequest { ReleaseId = releaseId });

    public ReleaseSignature Sign(ByteString manifest) => new()
    {
        KeyId = RunningNode.ReleaseKeyId,
        Signature = ByteString.CopyFrom(_node.ReleaseKey.SignData(manifest.Span, HashAlgorithmName.SHA256)),
    };

    public async Task<SealReleaseResponse> SealAsync(string releaseId) => await Releases.SealReleaseAsync(
        new SealReleaseRequest { ReleaseId = releaseId, Signature = Sign((await CheckAsync(releaseId)).Manifest) });

    /// <summary>A sealed release of these kabupaten.</summary>
    public async Task<Release> SealedAsync(
        string period, int version, DateOnly? effectiveFrom, params (string Kabupaten, IReadOnlyList<ByteString> Families)[] kabupaten)
    {
        var release = await BeginAsync(period, version, effectiveFrom);
        await UploadAsync(release.Id, kabupaten);
        return (await SealAsync(release.Id)).Release;
    }

    public async Task<Proposal> ProposeAsync(string releaseId, ReleaseAudience audience) =>
        (await Releases.PublishReleaseAsync(new PublishReleaseRequest
        {
            RequestId = NextRequest(),
            ReleaseId = releaseId,
            Audience = audience,
            Reason = "validated",
            BoundsReason = "a nation of a test",
        })).Proposal;

    public async Task<Proposal> ProposeRollBackAsync(string releaseId) =>
        (await Releases.RollBackReleaseAsync(new RollBackReleaseRequest
        {
            RequestId = NextRequest(),
            ReleaseId = releaseId,
            Reason = "counts of a kabupaten are wrong",
        })).Proposal;

    public async Task<ApproveReleaseResponse> ApproveAsync(Proposal proposal) =>
        await Approvals.ApproveReleaseAsync(new ApproveReleaseRequest { ProposalId = proposal.Id });

    public async Task<ApproveReleaseResponse> PublishAsync(string releaseId, ReleaseAudience audience) =>
        await ApproveAsync(await ProposeAsync(releaseId, audience));
}
