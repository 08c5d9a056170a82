using Dapper;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Releases;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using static Dtsen.Exchange.Server.Tests.Population.PopulationNode;

namespace Dtsen.Exchange.Server.Tests.Population;

public abstract class ReportEventsTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 240_000;

    private PopulationNode _population = null!;

    private RunningNode Node => _population.Node;

    public async ValueTask InitializeAsync() => _population = await PopulationNode.StartAsync(databases);

    public async ValueTask DisposeAsync()
    {
        await (_population?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task Desil_follows_from_events_row_by_row()
    {
        using var call = await ReportCall.OpenAsync(Node);

        // A newborn has the family's desil.
        await TakenAsync(Events.Birth(Baby, "Bunga", RankedFamily).On(3));
        Assert.Equal(Answer(2, DesilBasis.IkutKeluarga), await _population.ByNameAsync(Baby, "bunga"));

        // Who joins a KK that is there has its desil.
        await TakenAsync(Events.Moves(Daughter, RankedFamily).On(4));
        Assert.Equal(Answer(2, DesilBasis.IkutKeluarga), await _population.ByKkAsync(Daughter, RankedFamily));
        Assert.Equal(NotFound(), await _population.ByKkAsync(Daughter, OtherFamily));

        // The widow keeps the family's desil when the head dies and the number of the KK changes; so do those who came before.
        await TakenAsync(Events.Death(Head), Events.NewCard(RankedFamily, NewFamily));
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Head, "Budi")).Outcome);
        Assert.Equal(Answer(2, DesilBasis.KkLanjutan), await _population.ByKkAsync(Wife, NewFamily));
        Assert.Equal(Answer(2, DesilBasis.KkLanjutan), await _population.FamilyAsync(NewFamily, Wife));
        Assert.Equal(Answer(2, DesilBasis.IkutKeluarga), await _population.ByKkAsync(Baby, NewFamily));
        Assert.Equal(NotFound(), await _population.ByKkAsync(Wife, RankedFamily));
        Assert.Equal(NotFound(), await _population.FamilyAsync(RankedFamily, Wife));

        // A couple with a KK of its own has none yet; what the son had stands in the history.
        await TakenAsync(Events.Marry(Son, Daughter, NextFamily, SampleFamilies.KabupatenBandung, Son, Daughter));
        var none = new DesilAnswer { Outcome = DesilOutcome.BelumAdaDesil, DesilBasis = DesilBasis.KeluargaBaru };
        Assert.Equal(none, await _population.ByKkAsync(Son, NextFamily));
        Assert.Equal(none, await _population.FamilyAsync(NextFamily, Daughter));
        var history = await (await _population.DesilAsync()).GetDesilHistoryAsync(
            new GetDesilHistoryRequest { Query = new DesilQuery { Nik = Son, ProofFamilyNumber = NextFamily } });
        Assert.Equal([2u], history.Entries.Select(entry => entry.Answer.DesilNasional));

        // Who arrives has none yet.
        await TakenAsync(Events.Arrives(Newcomer, "Joko", OtherFamily));
        Assert.Equal(
            new DesilAnswer { Outcome = DesilOutcome.BelumAdaDesil }, await _population.ByKkAsync(Newcomer, OtherFamily));

        // With the last member the family is closed.
        await TakenAsync(Events.Death(Alone));
        Assert.Equal(DesilOutcome.KeluargaTutup, (await _population.FamilyAsync(AloneFamily, Alone)).Outcome);

        await call.EndAsync();

        async Task TakenAsync(params IEnumerable<LifeEvent> events)
        {
            var answer = await call.PageAsync(events);
            Assert.All(answer.Results, result => Assert.Equal(new EventResult { Outcome = EventOutcome.Accepted }, result));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task After_a_move_the_new_Pemda_sees_the_family_with_the_desil_of_where_it_was_ranked()
    {
        Assert.Equal(Answer(2, DesilBasis.Peringkat), await _population.ByKkAsync(Wife, RankedFamily, KabupatenBandung));
        await ReportCall.ReportAsync(Node, Events.FamilyMoves(RankedFamily, SampleFamilies.KotaBandung));

        Assert.Equal(NotFound(), await _population.ByKkAsync(Wife, RankedFamily, KabupatenBandung));
        Assert.Equal(NotFound(), await _population.FamilyAsync(RankedFamily, Wife, KabupatenBandung));
        var answer = await _population.ByKkAsync(Wife, RankedFamily, KotaBandung);
        Assert.Equal(Answer(2, DesilBasis.Peringkat), answer);
        Assert.Equal("3204", answer.KodeKabupatenKota);

        // As of the release it is where it was.
        var query = new DesilQuery { Nik = Wife, ProofFamilyNumber = RankedFamily };
        Assert.Equal(answer, await _population.GetAsync(query, KabupatenBandung, asOf: "2026-T3.v1"));
        Assert.Equal(NotFound(), await _population.GetAsync(query, KotaBandung, asOf: "2026-T3.v1"));
    }

    [Fact(Timeout = Timeout)]
    public async Task States_of_a_NIK_and_corrections_count_at_once()
    {
        await ReportCall.ReportAsync(
            Node, Events.Nik(Wife, NikStatus.Ganda, Newcomer), Events.Nik(Son, NikStatus.TidakAktif), Events.Correct(Head, "Hendra Wijaya"));
        Assert.Equal(DesilOutcome.NikGanda, (await _population.ByNameAsync(Wife, "Siti")).Outcome);
        Assert.Equal(DesilOutcome.NikTidakAktif, (await _population.ByNameAsync(Son, "Agus")).Outcome);
        Assert.Equal(DesilOutcome.Ranked, (await _population.ByNameAsync(Head, "hendra wijaya")).Outcome);
        Assert.Equal(DesilOutcome.NotFound, (await _population.ByNameAsync(Head, "Budi")).Outcome);
    }

    [Fact(Timeout = Timeout)]
    public async Task Each_event_has_its_own_result_and_one_that_cannot_be_waits_for_what_it_lacks()
    {
        var birth = Events.Birth(Baby, "Bunga", NewFamily);
        var answer = await ReportCall.ReportAsync(
            Node,
            Events.Death("3204050101"), birth, Events.Death(Head), Events.Death(Head), Events.Death(Newcomer),
            Events.Birth(Son, "Agus", RankedFamily), Events.Moves(Wife, NewFamily), Events.NewCard(RankedFamily, OtherFamily), birth);
        Assert.Equal(
            [
                (EventOutcome.Refused, EventReason.InvalidField), (EventOutcome.Held, EventReason.KkUnknown),
                (EventOutcome.Accepted, EventReason.Unspecified), (EventOutcome.Held, EventReason.Deceased),
                (EventOutcome.Held, EventReason.NikUnknown), (EventOutcome.Held, EventReason.NikKnown),
                (EventOutcome.Held, EventReason.KkUnknown), (EventOutcome.Held, EventReason.KkKnown),
                (EventOutcome.Repeated, EventReason.Unspecified),
            ],
            answer.Results.Select(result => (result.Outcome, result.Reason)));
        Assert.Equal("events[0].mati.nik", answer.Results[0].Field);
        Assert.All(answer.Results, result => Assert.DoesNotMatch("[0-9]{16}", result.Message + result.MessageId));
        Assert.Equal(NotFound(), await _population.ByNameAsync(Baby, "Bunga"));
        Assert.Equal(Answer(2, DesilBasis.Peringkat), await _population.ByKkAsync(Wife, RankedFamily));
        Assert.Equal((7L, 6L), (await CountAsync("population_events"), await CountAsync("population_findings")));

        // The KK was formed, but that is reported late: what waited for it counts.
        await ReportCall.ReportAsync(Node, Events.NewCard(AloneFamily, NewFamily).On(3));
        Assert.Equal(1u, (await _population.ByKkAsync(Baby, NewFamily)).DesilNasional);
        Assert.Equal(Answer(1, DesilBasis.IkutKeluarga).DesilBasis, (await _population.ByKkAsync(Wife, NewFamily)).DesilBasis);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_event_is_taken_once_and_its_id_is_never_that_of_another()
    {
        var death = Events.Death(Head);
        var first = await ReportCall.ReportAsync(Node, death);
        var again = await ReportCall.ReportAsync(Node, death, Events.Death(Son));
        Assert.Equal([EventOutcome.Repeated, EventOutcome.Accepted], again.Results.Select(result => result.Outcome));
        Assert.True(again.Info.ReadAt.Seq > first.Info.ReadAt.Seq);
        var other = Events.Death(Wife);
        other.EventId = death.EventId;
        var reused = Assert.Single((await ReportCall.ReportAsync(Node, other)).Results);
        Assert.Equal((EventOutcome.Refused, EventReason.EventIdReused), (reused.Outcome, reused.Reason));
        Assert.Equal(DesilOutcome.Ranked, (await _population.ByNameAsync(Wife, "Siti")).Outcome);
        Assert.Equal((2L, 0L), (await CountAsync("population_events"), await CountAsync("population_findings")));
    }

    [Fact(Timeout = Timeout)]
    public async Task Pages_that_follow_at_once_are_judged_by_all_before_them()
    {
        using var call = await ReportCall.OpenAsync(Node);
        var birth = Events.Birth(Baby, "Bunga", RankedFamily);
        var results = await call.AllAtOnceAsync(
            Events.Death(Baby), birth, Events.Death(Baby), birth, Events.Moves(Baby, OtherFamily), Events.Birth(Baby, "Bunga", RankedFamily),
            Events.NewCard(AloneFamily, NewFamily), Events.Moves(Wife, NewFamily), Events.NewCard(AloneFamily, NewFamily));
        await call.EndAsync();
        Assert.Equal(
            [
                EventReason.NikUnknown, EventReason.Unspecified, EventReason.Deceased, EventReason.Unspecified, EventReason.Deceased,
                EventReason.NikKnown, EventReason.Unspecified, EventReason.Unspecified, EventReason.KkKnown,
            ],
            results.Select(result => result.Reason));
        Assert.Equal(EventOutcome.Repeated, results[3].Outcome);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_dry_run_judges_and_keeps_nothing()
    {
        using var call = await ReportCall.OpenAsync(Node);
        var page = new ReportEventsRequest { Page = 9, DryRun = true, Events = { Events.Death(Head), Events.Death(Newcomer) } };
        var answer = await call.PageAsync(page);
        Assert.Equal([EventOutcome.Accepted, EventOutcome.Held], answer.Results.Select(result => result.Outcome));
        Assert.Equal(0L, await CountAsync("population_events"));
        Assert.Equal(DesilOutcome.Ranked, (await _population.ByNameAsync(Head, "Budi")).Outcome);
        await Refusal.AssertAsync(
            StatusCode.InvalidArgument, "INVALID_FIELD", () => call.PageAsync(new ReportEventsRequest { Page = 10 }));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_starts_again_has_every_event_and_a_release_has_those_since_its_snapshot()
    {
        await ReportCall.ReportAsync(Node, Events.Death(Alone), Events.NewCard(RankedFamily, NewFamily).On(12));
        await ReportCall.ReportAsync(Node, Events.Birth(Baby, "Bunga", RankedFamily));
        await Node.StopAsync();
        await Node.StartAgainAsync();
        await AssertStandsAsync(2);

        // The next release is ranked on a snapshot that has them all: none counts for it, and what comes since does.
        var next = await Node.PublishAsync("2026-T4.v1", Families(5));
        Assert.Equal(Answer(5, DesilBasis.Peringkat), await _population.ByKkAsync(Wife, RankedFamily));
        Assert.Equal(1u, (await _population.ByNameAsync(Alone, "Karta")).DesilNasional);
        await ReportCall.ReportAsync(Node, Events.Death(Son));
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Son, "Agus")).Outcome);

        // Taken back, the one before is read again, with all since its own.
        await Node.RollBackAsync(next);
        await AssertStandsAsync(2);
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Son, "Agus")).Outcome);

        async Task AssertStandsAsync(uint desil)
        {
            Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Alone, "Karta")).Outcome);
            Assert.Equal(Answer(desil, DesilBasis.KkLanjutan), await _population.ByKkAsync(Wife, NewFamily));
            Assert.Equal(Answer(desil, DesilBasis.IkutKeluarga), await _population.ByKkAsync(Baby, NewFamily));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task Each_audience_reads_its_own_release_with_the_events_since_the_snapshot_of_that()
    {
        await ReportCall.ReportAsync(Node, Events.Death(Head));
        await Node.PublishAsync("2026-T4.v1", Families(5), audiences: [ReleaseAudience.First]);
        await ReportCall.ReportAsync(Node, Events.Death(Son));

        Assert.Equal(Answer(5, DesilBasis.Peringkat), await _population.ByNameAsync(Head, "Budi"));
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Head, "Budi", KabupatenBandung)).Outcome);
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Son, "Agus")).Outcome);
        Assert.Equal(DesilOutcome.Meninggal, (await _population.ByNameAsync(Son, "Agus", KabupatenBandung)).Outcome);
        Assert.Equal(
            Answer(2, DesilBasis.Peringkat),
            await _population.GetAsync(new DesilQuery { Nik = Head, Name = "Budi" }, KabupatenBandung, asOf: "2026-T3.v1"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_stream_that_goes_on_reads_its_release_with_the_events_since()
    {
        await ReportCall.ReportAsync(Node, Events.NewCard(RankedFamily, NewFamily));
        var release = await Node.PublishAsync("2026-T4.v1", Families(5));
        var query = new DesilQuery { Nik = Wife, Name = "Siti" };
        Assert.Equal(Answer(2, DesilBasis.KkLanjutan), (await StreamAsync(new StreamDesilRequest { ContinuesRelease = "2026-T3.v1" })).Answer);
        Assert.Equal(Answer(2, DesilBasis.Peringkat), (await StreamAsync(new StreamDesilRequest { AsOfRelease = "2026-T3.v1" })).Answer);
        Assert.Equal(Answer(5, DesilBasis.Peringkat), (await StreamAsync(new StreamDesilRequest())).Answer);
        await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => StreamAsync(
            new StreamDesilRequest { ContinuesRelease = "2026-T3.v1", ForPeriod = "2026-T3" }));
        await Node.RollBackAsync(release);
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_WITHDRAWN", () => StreamAsync(
            new StreamDesilRequest { ContinuesRelease = "2026-T4.v1" }));

        async Task<BulkDesilItem> StreamAsync(StreamDesilRequest first)
        {
            first.Queries.Add(query);
            using var call = (await _population.DesilAsync()).StreamDesil();
            await call.RequestStream.WriteAsync(first);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            return Assert.Single(call.ResponseStream.Current.Items);
        }
    }

    private static DesilAnswer NotFound() => new() { Outcome = DesilOutcome.NotFound };

    private static DesilAnswer Answer(uint desil, DesilBasis basis) => new()
    {
        Outcome = DesilOutcome.Ranked,
        DesilNasional = desil,
        DesilProvinsi = desil + 1,
        DesilKabupatenKota = desil + 2,
        DesilBasis = basis,
        WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
        KodeKabupatenKota = "3204",
    };

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _population.Database.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from " + table);
    }

    public sealed class OnSqlite() : ReportEventsTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer databases) : ReportEventsTests(databases);

    public sealed class OnCitus(CitusCluster cluster) : ReportEventsTests(cluster);
}
