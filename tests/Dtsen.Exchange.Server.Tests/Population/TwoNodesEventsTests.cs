using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Sql;
using static Dtsen.Exchange.Server.Tests.Population.PopulationNode;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>Two nodes of one exchange take events.</summary>
public sealed class TwoNodesEventsTests(PostgreSqlServer postgreSql) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private RunningNode _first = null!;
    private RunningNode _second = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgreSql.NewAsync();
        _first = await RunningNode.StartAsync(database: _database.Connection, prepare: node => node.Artefacts = "database");
        _second = await RunningNode.StartAsync(database: _database.Connection, first: _first, prepare: node =>
        {
            node.Artefacts = "database";
            node.SharesAuthority = true;
        });
        await _first.PublishAsync("2026-T3.v1", Families(2));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { _second, _first })
        {
            await (node?.DisposeAsync() ?? default);
        }

        await (_database?.DisposeAsync() ?? default);
    }

    [Fact(Timeout = 240_000)]
    public async Task What_one_node_has_taken_the_other_shows_and_does_not_take_again()
    {
        var birth = Events.Birth(Baby, "Bunga", RankedFamily);
        var taken = await ReportCall.ReportAsync(_first, birth);
        var query = new DesilQuery { Nik = Baby, Name = "Bunga" };
        var seq = taken.Info.ReadAt.Seq;
        var here = await LookUpAsync(_first, query, seq);
        var there = await LookUpAsync(_second, query, seq);
        Assert.Equal((DesilBasis.IkutKeluarga, here.Answer), (here.Answer.DesilBasis, there.Answer));
        Assert.True(there.Info.ReadAt.Seq >= seq);

        // Both are sent the same events at once, in opposite order: each is taken by one of them, and both answer.
        var events = Enumerable.Range(1, 300).Select(i => Events.Birth($"320405420126{i + 10:D4}", "Melati", RankedFamily)).ToList();
        var both = await Task.WhenAll(
            ReportCall.ReportAsync(_first, events), ReportCall.ReportAsync(_second, events.AsEnumerable().Reverse()));
        var results = both[0].Results.Zip(both[1].Results.Reverse(), (first, second) => (first.Outcome, second.Outcome));
        Assert.All(results, pair => Assert.Contains(
            pair, new[] { (EventOutcome.Accepted, EventOutcome.Repeated), (EventOutcome.Repeated, EventOutcome.Accepted) }));
        foreach (var (node, answer) in new[] { (_first, both[0]), (_second, both[1]) })
        {
            var last = new DesilQuery { Nik = events[^1].Lahir.Anak.Nik, Name = "Melati" };
            Assert.Equal(2u, (await LookUpAsync(node, last, answer.Info.ReadAt.Seq)).Answer.DesilNasional);
        }
    }

    private static async Task<GetDesilResponse> LookUpAsync(RunningNode node, DesilQuery query, long minReadAt) =>
        await new DesilService.DesilServiceClient(await node.AsAsync(
            Pusdatin, ("dtsen-purpose", "monev"), ("dtsen-min-read-at", $"{minReadAt}"))).GetDesilAsync(new GetDesilRequest { Query = query });
}
