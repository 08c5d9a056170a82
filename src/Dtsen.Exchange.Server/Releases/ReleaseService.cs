using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.State;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>How BPS hands over the ranked nation. A release belongs to the agency that began it; nobody else can change it.</summary>
internal sealed partial class ReleaseService(
    ReleaseStore store,
    ReleaseUploads uploads,
    Sealing sealing,
    Publication publication,
    ReleaseFiles files,
    ReleaseOwners owners,
    ReleaseArtefacts artefacts,
    ReleaseStagings stagings,
    Staging staging,
    NodeStateSource states,
    VariableCatalogue catalogue,
    WilayahTable wilayah,
    ComparisonBounds bounds,
    ExchangeOptions options,
    ILogger<ReleaseService> log) : Contracts.Release.V1.ReleaseService.ReleaseServiceBase
{
    /// <summary>A release of the caller's agency.</summary>
    /// <exception cref="Grpc.Core.RpcException">RELEASE_NOT_FOUND: there is none, or it is another agency's.</exception>
    private async Task<StoredRelease> ReadOwnAsync(Caller caller, string releaseId, CancellationToken cancellation) =>
        await store.ReadAsync(releaseId, cancellation) is { } release && release.Row.Agency == caller.Application.Agency.Id
            ? release
            : throw Problems.ReleaseNotFound();

    /// <summary>Makes sure that a release can be worked on here.</summary>
    /// <exception cref="Grpc.Core.RpcException">UPLOAD_ELSEWHERE: its families lie on another node.</exception>
    private async Task RequireHereAsync(string releaseId, CancellationToken cancellation)
    {
        if (await artefacts.ContainsAsync(releaseId, cancellation))
        {
            await staging.PrepareAsync(releaseId, cancellation);
        }
        else
        {
            await owners.RequireAsync(releaseId, cancellation);
        }
    }

    private static Release ToProto(StoredRelease stored, bool withProposals)
    {
        var row = stored.Row;
        var release = new Release
        {
            Id = row.Id,
            Name = row.Name,
            State = row.ReleaseState,
            SnapshotId = row.SnapshotId,
            SnapshotSeq = row.SnapshotSeq,
            VariablesVersion = (int)row.VariablesVersion,
            EffectiveFrom = row.EffectiveDay.ToDate(),
            Families = row.Families,
            People = row.People,
            SetAside = row.SetAside,
            Retired = row.RetiredSeq > 0,
            CreateTime = row.CreatedAt.FromUtcMicroseconds().ToTimestamp(),
            Amendment = row.Amendment,
        };
        if (row.ReleaseState == ReleaseState.Published)
        {
            release.Audiences.AddRange(stored.Audiences.Select(audience => (Contracts.Type.V1.ReleaseAudience)audience));
        }

        if (withProposals)
        {
            release.Proposals.AddRange(stored.Waiting.Select(ToProto));
        }

        return release;
    }

    private static Proposal ToProto(ProposalRow row) => new()
    {
        Id = row.Id,
        ReleaseId = row.ReleaseId,
        Action = (ProposalAction)row.Action,
        Audience = (Contracts.Type.V1.ReleaseAudience)row.Audience,
        Reason = row.Reason,
        ProposedBy = row.Application,
        OutOfBounds = row.OutOfBounds,
        BoundsReason = row.BoundsReason,
        CreateTime = row.CreatedAt.FromUtcMicroseconds().ToTimestamp(),
    };
}
