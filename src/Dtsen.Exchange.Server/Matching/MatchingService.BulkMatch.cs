using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

internal sealed partial class MatchingService
{
    public override Task<BulkMatchResponse> BulkMatch(BulkMatchRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RecordRules.CheckCount(request.Records.Count, caller.Method.Access.MaxItems);
        var terms = TermsOf(caller, request.Threshold);
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release, request.AsOfRelease.Length > 0);
        var response = new BulkMatchResponse { Info = caller.Info(release.Name, lease.Seq) };
        Answer(LookupIn(lease, terms, caller), terms, request.Records, response.Items, response.Guidance, caller.Tally);
        return Task.FromResult(response);
    }
}
