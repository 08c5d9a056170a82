using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<GetDesilHistoryResponse> GetDesilHistory(GetDesilHistoryRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var lookup = QueryRules.Read(
            QueryForm.Of(request.Query), caller.Agreement.RequiredProof, null, out var problem, byNikAlone: true)
            ?? throw problem!.ToRpcException();
        var visible = VisibleTo(caller);
        if (visible.Count == 0)
        {
            throw Problems.NoRelease();
        }

        var current = caller.State.Releases.Find(caller.Agreement.ReleaseAudience, null);
        var past = new PastLookup(visible, caller.Wilayah, CitizenOf(caller));
        var response = new GetDesilHistoryResponse { Info = caller.Info(current?.Name ?? "") };
        var proven = past.IsProven(lookup);
        uint before = 0;
        foreach (var release in visible.Reverse())
        {
            // Looked for whether proven or not, so that the work tells nothing.
            var found = past.TryFind(release, lookup.Nik!.Value, out var family);
            if (!found || !proven)
            {
                continue;
            }

            var answer = DesilContent.Of(family).ToAnswer();
            response.Entries.Insert(0, new DesilHistoryEntry
            {
                Release = release.Name,
                EffectiveFrom = release.EffectiveFrom.ToDate(),
                Current = release.Id == current?.Id,
                RolledBack = release.IsRolledBack,
                Retired = release.IsRetired,
                Answer = answer,
                Change = before > 0 && answer.DesilNasional > 0 && !release.IsRolledBack ? (int)answer.DesilNasional - (int)before : 0,
            });
            before = release.IsRolledBack ? before : answer.DesilNasional;
        }

        Count(lookup, response.Entries.Count > 0, caller);
        return Task.FromResult(response);
    }
}
