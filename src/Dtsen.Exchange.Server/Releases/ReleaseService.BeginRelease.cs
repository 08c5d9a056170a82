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
            CreatedAt: options.Time.GetUtcNow().ToUtcMicroseconds());
    }
}
