using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Population;

internal sealed partial class PopulationService
{
    public override async Task ReportEvents(
        IAsyncStreamReader<ReportEventsRequest> requestStream,
        IServerStreamWriter<ReportEventsResponse> responseStream,
        ServerCallContext context)
    {
        var caller = context.Caller();
        var (accepted, held, refused) = (0L, 0L, 0L);
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            var page = requestStream.Current;
            var max = caller.Method.Access.MaxItems;
            if (page.Events.Count < 1 || page.Events.Count > max)
            {
                throw Problem.InvalidField("events", $"must hold 1 to {max} events.", $"harus berisi 1 sampai {max} peristiwa.");
            }

            var answer = await TakeAsync(page, caller, context.CancellationToken);
            accepted += answer.Results.Count(result => result.Outcome == EventOutcome.Accepted);
            held += answer.Results.Count(result => result.Outcome == EventOutcome.Held);
            refused += answer.Results.Count(result => result.Outcome == EventOutcome.Refused);
            await responseStream.WriteAsync(answer);
        }

        log.Reported(caller.Application.Id, accepted, held, refused);
    }

    private async Task<ReportEventsResponse> TakeAsync(ReportEventsRequest page, Caller caller, CancellationToken cancellation)
    {
        var results = new EventResult?[page.Events.Count];
        var judged = Judge(page.Events, results);
        var agency = caller.Application.Agency.Id;
        if (page.DryRun)
        {
            Fill(results, judged, await store.FindAsync(agency, judged, cancellation));
        }
        else if (judged.Count > 0)
        {
            var (before, seq) = await store.KeepAsync(agency, caller.Application.Id, judged, cancellation);
            Fill(results, judged, before);

            // Who reads the answer finds the events in force here.
            await states.WaitBrieflyAsync(seq, time, cancellation);
        }

        var answer = new ReportEventsResponse { Page = page.Page, Info = caller.Info(seq: states.Current.Seq) };
        answer.Results.AddRange(results);
        return answer;
    }
}
