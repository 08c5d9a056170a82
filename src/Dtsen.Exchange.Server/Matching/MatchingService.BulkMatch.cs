using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

internal sealed partial class MatchingService
{
    public Task<PageAnswer> BulkMatch(MatchPage request, ServerCallContext context)
    {
        using var page = request;
        var caller = context.Caller();
        RecordRules.CheckCount(request.Count, caller.Method.Access.MaxItems);
        var terms = TermsOf(caller, request.Threshold);
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release, request.AsOfRelease.Length > 0);
        var rest = new BulkMatchResponse { Info = caller.Info(release.Name, lease.Seq) };
        return Task.FromResult<PageAnswer>(Answer(LookupIn(lease, terms, caller), terms, request.Records, rest, rest.Guidance, caller));
    }
}
