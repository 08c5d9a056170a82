using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

internal sealed partial class MatchingService
{
    public override Task<MatchResponse> Match(MatchRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var terms = TermsOf(caller, request.Threshold);
        if (!RecordRules.TryRead(request.Record, -1, terms, out var given, out var problem))
        {
            throw problem!.ToRpcException();
        }

        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release, request.AsOfRelease.Length > 0);
        var response = new MatchResponse
        {
            Answer = LookupIn(lease, terms, caller).Answer(given, request.Record),
            Info = caller.Info(release.Name, lease.Seq),
        };
        var steps = default(Guidance);
        steps.Note(response.Answer.NextStep);
        steps.AddTo(response.Guidance);
        return Task.FromResult(response);
    }
}
