using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.State;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>
/// Two nodes, each an exchange of its own, get the same pages of several calls in the same order: one has each in force before the next
/// comes, at the other they wait and are taken together.
/// </summary>
public abstract class EventIntakeTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Rounds = 60;
    private const int Pages = 24;

    private RunningNode _single = null!;
    private RunningNode _together = null!;
    private TestDatabase[] _databases = [];

    public async ValueTask InitializeAsync()
    {
        _databases = [await databases.NewAsync(), await databases.NewAsync()];
        var families = Enumerable.Range(0, Rounds).SelectMany(round => new SmallWorld(round, new Random(round)).Families()).ToList();
        _single = await RunningNode.StartAsync(database: _databases[0].Connection);
        _together = await RunningNode.StartAsync(database: _databases[1].Connection);
        await _single.PublishAsync("2026-T3.v1", families);
        await _together.PublishAsync("2026-T3.v1", families);
    }

    public async ValueTask DisposeAsync()
    {
        await (_single?.DisposeAsync() ?? default);
        await (_together?.DisposeAsync() ?? default);
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = 600_000)]
    public async Task Pages_that_are_taken_together_are_answered_as_one_after_another()
    {
        var (before, beforeSingle) = (SeqOf(_together), SeqOf(_single));
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var world = new SmallWorld(round, random);
            var pages = Enumerable.Range(0, Pages).Select(page => world.Page(page)).ToList();
            var applications = pages.ConvertAll(_ => random.Next(8) == 0 ? "bps.pemeringkatan" : ReportCall.Dukcapil);
            var expected = new List<ReportEventsResponse>();
            for (var page = 0; page < Pages; page++)
            {
                var alone = Enqueue(_single, pages[page], applications[page]);
                await alone.WaitAsync();
                expected.Add(alone.ToResponse());
            }

            var answers = new List<ReportEventsResponse>();
            foreach (var page in await AllAtOnceAsync(pages, applications))
            {
                await page.WaitAsync();
                answers.Add(page.ToResponse());
            }

            Assert.Equal(expected.Select(answer => (round, answer)), answers.Select(answer => (round, answer)));
            Assert.Equal(world.StandingAt(_single), world.StandingAt(_together));
        }

        // Some were indeed taken together, and what a node reads from the log when it starts is the same.
        Assert.InRange(SeqOf(_together) - before, 1, SeqOf(_single) - beforeSingle - 1);
        await _together.StopAsync();
        await _together.StartAgainAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var world = new SmallWorld(round, new Random(round));
            Assert.Equal(world.StandingAt(_single), world.StandingAt(_together));
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Pages_that_were_judged_while_another_was_kept_are_kept_in_one_entry()
    {
        List<EventPage> pages;
        await using (await BusyAsync())
        {
            pages = [.. Enumerable.Range(1, Pages).Select(person => Enqueue(_together, DeathOf(person), ReportCall.Dukcapil))];

            // Nobody has the NIK, which is found when all before it are judged.
            var unknown = Assert.Single(Enqueue(_together, DeathOf(9_999), ReportCall.Dukcapil).Events);
            while (unknown.Reason == EventReason.Unspecified)
            {
                await Task.Delay(1);
            }
        }

        await Task.WhenAll(pages.Select(page => page.WaitAsync()));
        Assert.All(pages, page => Assert.True(Assert.Single(page.Events).IsKept));
        Assert.InRange(pages.Select(page => page.Seq).Distinct().Count(), 1, 2);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_page_whose_call_has_ended_is_not_taken()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        var before = SeqOf(_together);
        var left = Enqueue(_together, DeathOf(1), ReportCall.Dukcapil, new EventCall(ended.Token));
        var last = Enqueue(_together, DeathOf(2), ReportCall.Dukcapil);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(left.WaitAsync);
        await last.WaitAsync();
        Assert.False(Assert.Single(left.Events).IsKept);
        Assert.True(Assert.Single(last.Events).IsKept);
        Assert.Equal(before + 1, SeqOf(_together));
    }

    private async Task<List<EventPage>> AllAtOnceAsync(List<ReportEventsRequest> pages, List<string> applications)
    {
        await using var busy = await BusyAsync();
        return [.. pages.Zip(applications, (page, application) => Enqueue(_together, page, application))];
    }

    /// <summary>Keeps the writer of the change log busy, so that pages wait.</summary>
    private async Task<IAsyncDisposable> BusyAsync()
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = _together.Services.GetRequiredService<ChangeLog>().AppendAsync(async (_, _) =>
        {
            begun.SetResult();
            await end.Task;
            return [];
        });
        await begun.Task;
        return new Busy(end, work);
    }

    private static ReportEventsRequest DeathOf(int person) => new() { Events = { Events.Death($"320405010180{person:D4}") } };

    private static EventPage Enqueue(RunningNode node, ReportEventsRequest request, string application, EventCall? call = null)
    {
        var wilayah = node.Services.GetRequiredService<WilayahTable>();
        var page = EventPage.Read(
            request.Clone(), ApplicationOf(node, application), wilayah, new DateOnly(2026, 6, 1), call ?? new EventCall(default));
        node.Services.GetRequiredService<EventIntake>().Enqueue(page);
        return page;
    }

    private static Application ApplicationOf(RunningNode node, string id) =>
        node.Services.GetRequiredService<NodeStateSource>().Current.Partners.FindApplication(id)!;

    private static long SeqOf(RunningNode node) => node.Services.GetRequiredService<NodeStateSource>().Current.Seq;

    public sealed class OnSqlite() : EventIntakeTests(new SqliteFiles())
    {
        [Fact(Timeout = 240_000)]
        public async Task After_a_page_that_cannot_be_kept_no_other_of_its_call_is_taken()
        {
            await using (var connection = await _together.Services.GetRequiredService<Database>().OpenConnectionAsync())
            {
                await connection.ExecuteAsync(
                    "create trigger full before insert on population_events when new.event_id like 'full%' begin select raise(abort, ''); end");
            }

            var call = new EventCall(default);
            var first = DeathOf(3);
            first.Events[0].EventId = "full";
            var before = SeqOf(_together);
            EventPage failed, behind, other;
            await using (await BusyAsync())
            {
                // The second says something of the same person: it would be taken after the first, not with it.
                failed = Enqueue(_together, first, ReportCall.Dukcapil, call);
                behind = Enqueue(_together, DeathOf(3), ReportCall.Dukcapil, call);
                other = Enqueue(_together, DeathOf(4), ReportCall.Dukcapil);
            }

            await Assert.ThrowsAnyAsync<DbException>(failed.WaitAsync);
            await other.WaitAsync();
            Assert.False(Assert.Single(behind.Events).IsKept);
            Assert.Equal((before + 1, before + 1), (SeqOf(_together), other.Seq));
        }
    }

    public sealed class OnPostgreSql(PostgreSqlServer databases) : EventIntakeTests(databases);

    private sealed class Busy(TaskCompletionSource end, Task work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            end.SetResult();
            await work;
        }
    }
}
