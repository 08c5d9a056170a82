using System.Collections.Concurrent;
using Dapper;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.State;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PopulationClient = Dtsen.Exchange.Contracts.Population.V1.PopulationService.PopulationServiceClient;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>
/// Several calls report at once what concerns the same few people; some break off, the node starts again, and what was not answered is
/// reported again. The order of the log is the order in which they were taken: another node, which is told them in this order, each in force
/// before the next comes, answers each alike and ends in the same state.
/// </summary>
public abstract class ConcurrentReportsTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Rounds = 6;
    private const int Calls = 4;
    private const int Events = 160;

    private TestDatabase[] _databases = [];
    private RunningNode _node = null!;
    private RunningNode _model = null!;

    public async ValueTask InitializeAsync()
    {
        _databases = [await databases.NewAsync(), await databases.NewAsync()];
        var families = Enumerable.Range(0, Rounds).SelectMany(round => new SmallWorld(round, new Random(round)).Families()).ToList();
        _node = await RunningNode.StartAsync(database: _databases[0].Connection);
        _model = await RunningNode.StartAsync(database: _databases[1].Connection);
        await _node.PublishAsync("2026-T3.v1", families);
        await _model.PublishAsync("2026-T3.v1", families);
    }

    public async ValueTask DisposeAsync()
    {
        await (_node?.DisposeAsync() ?? default);
        await (_model?.DisposeAsync() ?? default);
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = 600_000)]
    public async Task Calls_at_once_are_answered_in_the_order_of_the_log()
    {
        var told = new ConcurrentQueue<(LifeEvent Event, EventResult Result)>();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var events = new SmallWorld(round, random).Some(Events).ToList();
            var calls = Enumerable.Range(0, Calls)
                .Select(call => events.Where((_, i) => i % Calls == call || random.Next(8) == 0).ToArray()).ToList();
            if (round % 2 == 1)
            {
                calls = await BreakOffAsync(calls, told, random.Next(1, Events / 2));
                await _node.StopAsync();
                await _node.StartAgainAsync();
            }

            Assert.All(await AllAtOnceAsync(calls, told, () => Task.CompletedTask), Assert.Empty);
        }

        var taken = await TakenAsync();
        await AssertAnsweredAsync(told, taken);
        for (var round = 0; round < Rounds; round++)
        {
            var world = new SmallWorld(round, new Random(round));
            Assert.Equal(world.StandingAt(_model), world.StandingAt(_node));
        }
    }

    /// <summary>Reports until so many are answered, and breaks off.</summary>
    /// <returns>Of each call what was not answered.</returns>
    private async Task<List<LifeEvent[]>> BreakOffAsync(
        List<LifeEvent[]> calls, ConcurrentQueue<(LifeEvent Event, EventResult Result)> told, int answers)
    {
        using var broken = new CancellationTokenSource();
        var before = told.Count;
        return await AllAtOnceAsync(
            calls, told, () => told.Count >= before + answers ? broken.CancelAsync() : Task.CompletedTask, broken.Token);
    }

    private async Task<List<LifeEvent[]>> AllAtOnceAsync(
        List<LifeEvent[]> calls, ConcurrentQueue<(LifeEvent Event, EventResult Result)> told, Func<Task> answered,
        CancellationToken broken = default)
    {
        var client = new PopulationClient(await _node.AsAsync(ReportCall.Dukcapil));
        return [.. await Task.WhenAll(calls.Select(events => Task.Run(() => ReportAsync(client, events, told, answered, broken))))];
    }

    /// <returns>What was not answered.</returns>
    private static async Task<LifeEvent[]> ReportAsync(
        PopulationClient client, LifeEvent[] events,
        ConcurrentQueue<(LifeEvent Event, EventResult Result)> told, Func<Task> answered, CancellationToken broken)
    {
        var next = 0;
        using var call = client.ReportEvents(cancellationToken: broken);
        var sending = SendAsync(call.RequestStream, events, broken);
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                told.Enqueue((events[next++], Assert.Single(call.ResponseStream.Current.Results)));
                await answered();
            }
        }
        catch (RpcException) when (broken.IsCancellationRequested)
        {
            // As it was meant to.
        }

        await sending;
        return events[next..];
    }

    /// <summary>Pages of one event each, so that the log tells the order of all; nothing is waited for.</summary>
    private static async Task SendAsync(IClientStreamWriter<ReportEventsRequest> pages, LifeEvent[] events, CancellationToken broken)
    {
        try
        {
            foreach (var each in events)
            {
                await pages.WriteAsync(new ReportEventsRequest { Events = { each } }, CancellationToken.None);
            }

            await pages.CompleteAsync();
        }
        catch (Exception fault) when (broken.IsCancellationRequested && fault is RpcException or InvalidOperationException)
        {
            // As it was meant to.
        }
    }

    /// <summary>The events that were taken, in order.</summary>
    private async Task<List<LifeEvent>> TakenAsync()
    {
        var entries = await _node.Services.GetRequiredService<ChangeLog>().ReadAfterAsync(
            EntryKinds.PopulationEvents, 0, long.MaxValue, int.MaxValue);
        return [.. entries.SelectMany(entry => ReportEventsRequest.Parser.ParseFrom(entry.Payload.Span).Events)];
    }

    private async Task AssertAnsweredAsync(ConcurrentQueue<(LifeEvent Event, EventResult Result)> told, List<LifeEvent> taken)
    {
        var answers = told.Where(pair => pair.Result.Reason != EventReason.InvalidField).ToLookup(pair => pair.Event.EventId);
        Assert.Equal(answers.Select(group => group.Key).Order(), taken.Select(each => each.EventId).Order());
        var held = 0;
        foreach (var each in taken)
        {
            var expected = await TellModelAsync(each);
            held += expected.Outcome == EventOutcome.Held ? 1 : 0;

            // Once as it was taken, unless the answer was lost.
            Assert.InRange(answers[each.EventId].Count(pair => pair.Result.Outcome is EventOutcome.Accepted or EventOutcome.Held), 0, 1);
            Assert.All(answers[each.EventId], pair =>
            {
                var isThis = pair.Event.Equals(each);
                Assert.Equal(!isThis, pair.Result.Outcome == EventOutcome.Refused);
                if (isThis && pair.Result.Outcome != EventOutcome.Repeated)
                {
                    Assert.Equal(expected, pair.Result);
                }
            });
        }

        Assert.NotEqual(0, held);
        await using var connection = await _databases[0].Database.OpenConnectionAsync();
        Assert.Equal(taken.Count, await connection.ExecuteScalarAsync<long>("select count(*) from population_events"));
        Assert.Equal(held, await connection.ExecuteScalarAsync<long>("select count(*) from population_findings"));
    }

    private async Task<EventResult> TellModelAsync(LifeEvent each)
    {
        var services = _model.Services;
        var application = services.GetRequiredService<NodeStateSource>().Current.Partners.FindApplication(ReportCall.Dukcapil)!;
        var page = EventPage.Read(
            new ReportEventsRequest { Events = { each } }, application, services.GetRequiredService<WilayahTable>(),
            new DateOnly(2026, 6, 1), new EventCall(default));
        services.GetRequiredService<EventIntake>().Enqueue(page);
        await page.WaitAsync();
        return Assert.Single(page.ToResponse().Results);
    }

    public sealed class OnSqlite() : ConcurrentReportsTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer databases) : ConcurrentReportsTests(databases);
}
