using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

internal sealed partial class MatchingService
{
    // The row of a record that stands alone.
    private const int Alone = -1;

    public override Task<MatchResponse> Match(MatchRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var terms = TermsOf(caller, request.Threshold);
        if (request.Record is null)
        {
            throw RecordRules.Missing(Alone).ToRpcException();
        }

        var form = RecordForm.Of(request.Record);
        if (RecordRules.Check(form, Alone, terms) is { } problem)
        {
            throw problem.ToRpcException();
        }

        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release, request.AsOfRelease.Length > 0);
        var lookup = LookupIn(lease, terms, caller);
        var (place, subject) = (0L, 0UL);
        lookup.Locate([form], new Span<long>(ref place), new Span<ulong>(ref subject));
        var finding = lookup.Answer(form, place, subject);
        var response = new MatchResponse
        {
            Answer = finding.ToAnswer(),
            Info = caller.Info(release.Name, lease.Seq),
        };
        var steps = default(Guidance);
        steps.Note(finding.Content.NextStep);
        steps.AddTo(response.Guidance);
        return Task.FromResult(response);
    }
}
