using Dtsen.Exchange.Contracts.Population.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>Reports events page by page, as Dukcapil, and waits for each answer.</summary>
internal sealed class ReportCall : IDisposable
{
    public const string Dukcapil = "dukcapil.kependudukan";

    private readonly AsyncDuplexStreamingCall<ReportEventsRequest, ReportEventsResponse> _call;
    private long _page;

    private ReportCall(AsyncDuplexStreamingCall<ReportEventsRequest, ReportEventsResponse> call) => _call = call;

    public static async Task<ReportCall> OpenAsync(RunningNode node, string application = Dukcapil) =>
        new(new PopulationService.PopulationServiceClient(await node.AsAsync(application)).ReportEvents());

    /// <summary>Reports events in a call of their own.</summary>
    public static async Task<ReportEventsResponse> ReportAsync(RunningNode node, params IEnumerable<LifeEvent> events)
    {
        using var call = await OpenAsync(node);
        var answer = await call.PageAsync(events);
        await call.EndAsync();
        return answer;
    }

    public Task<ReportEventsResponse> PageAsync(params IEnumerable<LifeEvent> events) =>
        PageAsync(new ReportEventsRequest { Page = ++_page, Events = { events } });

    public async Task<ReportEventsResponse> PageAsync(ReportEventsRequest page)
    {
        await _call.RequestStream.WriteAsync(page);
        Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(page.Page, _call.ResponseStream.Current.Page);
        return _call.ResponseStream.Current;
    }

    /// <summary>Reports pages of one event each, and waits for no answer before all are sent.</summary>
    public async Task<IReadOnlyList<EventResult>> AllAtOnceAsync(params IReadOnlyList<LifeEvent> events)
    {
        foreach (var each in events)
        {
            await _call.RequestStream.WriteAsync(new ReportEventsRequest { Page = ++_page, Events = { each } });
        }

        var results = new List<EventResult>();
        foreach (var page in Enumerable.Range((int)_page - events.Count + 1, events.Count))
        {
            Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(page, _call.ResponseStream.Current.Page);
            results.Add(Assert.Single(_call.ResponseStream.Current.Results));
        }

        return results;
    }

    public async Task EndAsync()
    {
        await _call.RequestStream.CompleteAsync();
        Assert.False(await _call.ResponseStream.MoveNext(CancellationToken.None));
    }

    public void Dispose() => _call.Dispose();
}
