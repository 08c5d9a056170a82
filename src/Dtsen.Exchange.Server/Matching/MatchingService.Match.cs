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
        if (!RecordRules.TryRead(form, Alone, terms, out var given, out var problem))
        {
            throw problem!.ToRpcException();
        }

        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release, request.AsOfRelease.Length > 0);
        var lookup = LookupIn(lease, terms, caller);
        Span<long> places = stackalloc long[1];
        lookup.Locate([form], places);
        var finding = lookup.Answer(given, form, places[0]);
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
