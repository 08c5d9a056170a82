using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Register;

namespace Dtsen.Exchange.Sandbox.World;

/// <summary>BPS at work with its two applications: one ranks, uploads, signs and proposes, the other approves.</summary>
/// <param name="clientOf">The client of an application.</param>
/// <param name="pki">Where the key lies with which it signs.</param>
internal sealed class BpsDesk(Func<string, ExchangeClient> clientOf, PkiFolder pki)
{
    public const string Uploader = "bps.pemeringkatan";
    public const string Approver = "bps.persetujuan";

    private const int VariablesVersion = 1;

    private readonly ReleaseService.ReleaseServiceClient _releases = clientOf(Uploader).Release;
    private readonly ReleaseService.ReleaseServiceClient _approvals = clientOf(Approver).Release;

    public BpsDesk(SandboxWorld world)
        : this(world.ClientOf, world.Ca.Folder)
    {
    }

    /// <summary>Opens a release, effective from the quarter after the one ranked.</summary>
    public async Task<Release> BeginAsync(ReleaseVersion version, string snapshotId, CancellationToken cancellation)
    {
        var effective = version.Period.Next.FirstDay;
        var response = await _releases.BeginReleaseAsync(
            new BeginReleaseRequest
            {
                RequestId = $"begin-{version}",
                Period = version.Period.ToString(),
                Version = version.Version,
                SnapshotId = snapshotId,
                VariablesVersion = VariablesVersion,
                EffectiveFrom = effective.ToDate(),
            },
            cancellationToken: cancellation);
        return response.Release;
    }

    /// <summary>Uploads kabupaten.</summary>
    public Task<long> UploadAsync(
        Release release, IReadOnlyList<KabupatenSource> sources, IProgress<UploadProgress>? progress, CancellationToken cancellation) =>
        new RankingUploader(_releases).UploadAsync(release.Id, sources, progress, cancellation: cancellation);

    /// <summary>First call of sealing: the exchange checks.</summary>
    public async Task<SealReleaseResponse> CheckAsync(Release release, CancellationToken cancellation) =>
        await _releases.SealReleaseAsync(new SealReleaseRequest { ReleaseId = release.Id }, cancellationToken: cancellation);

    /// <summary>Second call of sealing: BPS signs exactly what it was shown.</summary>
    public async Task<Release> SignAsync(Release release, SealReleaseResponse check, CancellationToken cancellation)
    {
        using var signer = ReleaseSigner.FromPem(SandboxWorld.ReleaseKeyId, pki.ReleaseKey(SandboxWorld.ReleaseKeyId));
        var request = new SealReleaseRequest { ReleaseId = release.Id, Signature = signer.Sign(check.Manifest.Span) };
        return (await _releases.SealReleaseAsync(request, cancellationToken: cancellation)).Release;
    }

    /// <summary>Proposes to publish.</summary>
    public async Task<Proposal> ProposeAsync(Release release, ReleaseAudience audience, CancellationToken cancellation)
    {
        var response = await _releases.PublishReleaseAsync(
            new PublishReleaseRequest
            {
                RequestId = $"publish-{release.Name}-{audience}",
                ReleaseId = release.Id,
                Audience = audience,
                Reason = "Sandbox",
                BoundsReason = "Sandbox: of few families many move",
            },
            cancellationToken: cancellation);
        return response.Proposal;
    }

    /// <summary>Proposes to roll back.</summary>
    public async Task<Proposal> ProposeRollBackAsync(Release release, CancellationToken cancellation)
    {
        var request = new RollBackReleaseRequest { RequestId = $"roll-back-{release.Name}", ReleaseId = release.Id, Reason = "Sandbox" };
        return (await _releases.RollBackReleaseAsync(request, cancellationToken: cancellation)).Proposal;
    }

    /// <summary>Approves with the other application.</summary>
    public async Task<Release> ApproveAsync(Proposal proposal, CancellationToken cancellation)
    {
        var request = new ApproveReleaseRequest { ProposalId = proposal.Id };
        return (await _approvals.ApproveReleaseAsync(request, cancellationToken: cancellation)).Release;
    }
}
