using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Sql;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<BeginReleaseResponse> BeginRelease(BeginReleaseRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request, catalogue.Version);
        var asked = ToRow(request, caller);
        if (request.Amendment is { } amendment && await store.FindAsync(asked.Id, context.CancellationToken) is null)
        {
            // A repetition is answered as before, whatever became of the base since.
            var amended = await ReadAmendedAsync(caller, request, amendment, context.CancellationToken);
            asked = asked with { SnapshotSeq = amended.SnapshotSeq };
        }

        var begun = await store.BeginAsync(asked, context.CancellationToken) ?? throw Problems.ReleaseExists(asked.Name);
        if (begun.BodyHash != asked.BodyHash)
        {
            throw Problem.RequestIdReused();
        }

        log.Begun(begun.Name, caller.Application.Id);
        return new BeginReleaseResponse
        {
            Release = ToProto(await ReadOwnAsync(caller, begun.Id, context.CancellationToken), withProposals: true),
            Info = caller.Info(),
        };
    }

    private ReleaseRow ToRow(BeginReleaseRequest request, Caller caller)
    {
        _ = request.EffectiveFrom.TryToDay(out var effectiveFrom);
        return new ReleaseRow(
            Id: ReleaseIds.OfRelease(caller.Application.Id, request.RequestId),
            Agency: caller.Application.Agency.Id,
            BodyHash: RequestIds.HashOf(request),
            Period: request.Period,
            Version: request.Version,
            SnapshotId: request.SnapshotId,
            SnapshotSeq: 0,
            VariablesVersion: request.VariablesVersion,
            EffectiveFrom: StoredDay.Of(effectiveFrom),
            State: (long)ReleaseState.Open,
            Families: 0,
            People: 0,
            SetAside: 0,
            EffectiveSeq: 0,
            CreatedAt: options.Time.GetUtcNow().ToUtcMicroseconds(),
            BaseId: request.Amendment?.BaseReleaseId ?? "",
            AmendmentReason: request.Amendment?.Reason ?? "",
            BastReference: request.Amendment?.BastReference ?? "");
    }

    /// <summary>The release that an amendment changes: of the same ranking, an earlier version.</summary>
    /// <exception cref="RpcException">RELEASE_NOT_FOUND, RELEASE_STATE, or INVALID_FIELD: it is of another ranking.</exception>
    private async Task<ReleaseRow> ReadAmendedAsync(
        Caller caller, BeginReleaseRequest request, Amendment amendment, CancellationToken cancellation)
    {
        var amended = (await ReadOwnAsync(caller, amendment.BaseReleaseId, cancellation)).Row;
        if (amended.ReleaseState is not (ReleaseState.Sealed or ReleaseState.Published))
        {
            throw Problems.NotAmendable();
        }

        RequestRules.Check(request, amended);
        return amended;
    }
}
