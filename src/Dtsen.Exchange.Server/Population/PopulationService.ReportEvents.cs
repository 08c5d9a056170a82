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

        // While a page is kept the next is read: what that takes depends on nobody. It is judged when the one before is in force.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var next = ReadNextAsync(requestStream, caller, reading.Token);
        try
        {
            while (await next is { } page)
            {
                next = ReadNextAsync(requestStream, caller, reading.Token);
                var answer = await TakeAsync(page, caller, context.CancellationToken);
                accepted += answer.Results.Count(result => result.Outcome == EventOutcome.Accepted);
                held += answer.Results.Count(result => result.Outcome == EventOutcome.Held);
                refused += answer.Results.Count(result => result.Outcome == EventOutcome.Refused);
                await responseStream.WriteAsync(answer);
            }
        }
        finally
        {
            // Where the call fails, nobody is left to hear how reading went; and nothing reads on when it has ended.
            await reading.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        log.Reported(caller.Application.Id, accepted, held, refused);
    }

    private Task<ReadPage?> ReadNextAsync(
        IAsyncStreamReader<ReportEventsRequest> requestStream, Caller caller, CancellationToken cancellation) => Task.Run(async () =>
    {
        if (!await requestStream.MoveNext(cancellation))
        {
            return null;
        }

        var page = requestStream.Current;
        var max = caller.Method.Access.MaxItems;
        return page.Events.Count >= 1 && page.Events.Count <= max
            ? Read(page)
            : throw Problem.InvalidField("events", $"must hold 1 to {max} events.", $"harus berisi 1 sampai {max} peristiwa.");
    });

    private async Task<ReportEventsResponse> TakeAsync(ReadPage page, Caller caller, CancellationToken cancellation)
    {
        var judged = Judge(page);
        var agency = caller.Application.Agency.Id;
        if (page.Request.DryRun)
        {
            Fill(page.Results, judged, await store.FindAsync(agency, judged, cancellation));
        }
        else if (judged.Count > 0)
        {
            var (before, seq) = await store.KeepAsync(agency, caller.Application.Id, judged, cancellation);
            Fill(page.Results, judged, before);

            // Who reads the answer finds the events in force here.
            await states.WaitBrieflyAsync(seq, time, cancellation);
        }

        var answer = new ReportEventsResponse { Page = page.Request.Page, Info = caller.Info(seq: states.Current.Seq) };
        answer.Results.AddRange(page.Results);
        return answer;
    }
}
