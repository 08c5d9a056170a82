using System.Threading.Channels;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Population;

internal sealed partial class PopulationService
{
    // Read and not answered yet: the client is held back beyond.
    private const int PagesAhead = 16;
    private const int BytesAhead = 4 << 20;

    public override async Task ReportEvents(
        IAsyncStreamReader<ReportEventsRequest> requestStream,
        IServerStreamWriter<ReportEventsResponse> responseStream,
        ServerCallContext context)
    {
        var caller = context.Caller();
        var (accepted, held, refused) = (0L, 0L, 0L);
        var pages = Channel.CreateUnbounded<EventPage>();
        var room = new PageRoom(PagesAhead, BytesAhead);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(caller.Ended);
        var call = new EventCall(ended.Token);
        var reading = Task.Run(() => ReadAsync(requestStream, caller, pages.Writer, room, call));
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(context.CancellationToken))
            {
                await page.WaitAsync();
                var answer = page.ToResponse();
                answer.Info = caller.Info(seq: Math.Max(states.Current.Seq, page.Seq));
                foreach (var result in answer.Results)
                {
                    accepted += result.Outcome == EventOutcome.Accepted ? 1 : 0;
                    held += result.Outcome == EventOutcome.Held ? 1 : 0;
                    refused += result.Outcome == EventOutcome.Refused ? 1 : 0;
                }

                await responseStream.WriteAsync(answer);
                room.Leave(page.Size);
            }
        }
        finally
        {
            // Where the call fails, what waits of it is not taken; and nothing reads on when it has ended.
            await ended.CancelAsync();
            await reading;
        }

        log.Reported(caller.Application.Id, accepted, held, refused);
    }

    /// <summary>Reads pages and lets them wait for their turn, in order; what goes wrong is told behind those that were read.</summary>
    private async Task ReadAsync(
        IAsyncStreamReader<ReportEventsRequest> requestStream, Caller caller, ChannelWriter<EventPage> pages, PageRoom room, EventCall call)
    {
        try
        {
            while (await requestStream.MoveNext(call.Ended))
            {
                var page = Read(requestStream.Current, caller, call);
                await room.EnterAsync(page.Size, call.Ended);
                intake.Enqueue(page);
                pages.TryWrite(page);
            }

            pages.Complete();
        }
        catch (Exception reason)
        {
            pages.Complete(reason);
        }
    }

    private EventPage Read(ReportEventsRequest request, Caller caller, EventCall call)
    {
        var max = caller.Method.Access.MaxItems;
        return request.Events.Count >= 1 && request.Events.Count <= max
            ? EventPage.Read(request, caller.Application, wilayah, Wib.Today(time), call)
            : throw Problem.InvalidField("events", $"must hold 1 to {max} events.", $"harus berisi 1 sampai {max} peristiwa.");
    }
}
