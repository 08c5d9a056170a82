using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Google.Rpc;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;
using static Dtsen.Exchange.Server.Tests.Matching.Namesakes;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A record without a NIK: whom it may mean, who is told, and what it costs.</summary>
public class WithoutNikTests(Namesakes namesakes) : IClassFixture<Namesakes>
{
    [Theory(Timeout = 120_000)]
    [InlineData(Pln, "3204", 0u)]
    [InlineData(Pbi, "3204", 4u)]
    [InlineData(Dukcapil, "320412", 3u)]
    [InlineData(Dukcapil, "3204052001", 1u)]
    [InlineData(Dukcapil, "3578", 1u)]
    public async Task Whom_it_may_mean_is_counted_as_the_agreement_lets_it_and_never_one_of_them_chosen(
        string application, string wilayah, uint count)
    {
        var client = await ClientAsync(namesakes.Node, application);

        var answer = (await client.MatchAsync(new MatchRequest { Record = NoNik(wilayah: wilayah) })).Answer;

        Assert.Equal(
            new MatchAnswer
            {
                Outcome = MatchOutcome.KandidatDitemukan,
                NextStep = MatchNextStep.AskForNik,
                Candidates = new MatchCandidates { Count = count },
            },
            answer);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_counts_without_name_and_birth_date_and_wilayah()
    {
        await using var node = await NewAsync();
        var client = await ClientAsync(node, Dukcapil);
        MatchRecord[] records =
        [
            NoNik(born: "1985-05-04"), NoNik(born: "1885-05-05"), NoNik(born: "2085-05-05"), NoNik(born: "1785-05-05"), NoNik(sex: 1),
            NoNik(wilayah: "3273"), NoNik("Siti Maemunah"), NoNik("S"),
        ];

        var answers = await client.BulkMatchAsync(new BulkMatchRequest { Records = { records } });

        Assert.All(answers.Items, item => Assert.Equal(Nobody, item.Answer));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_lives_outside_the_agreements_wilayah_is_nobody()
    {
        var client = await KotaAsync(namesakes.Node);

        var answers = await client.BulkMatchAsync(new BulkMatchRequest { Records = { NoNik(), NoNik(wilayah: "3578"), NoNik("Nobody") } });

        Assert.All(answers.Items, item => Assert.Equal(Nobody, item.Answer));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_search_lacks_is_named_and_costs_no_other_record()
    {
        MatchRecord[] records =
        [
            NoNik(name: null), NoNik(name: " "), NoNik(born: null), NoNik(wilayah: null), NoNik(wilayah: "32"), NoNik(wilayah: "32.04"),
            new(), NoNik(),
        ];
        var request = new BulkMatchRequest { Records = { records } };
        var items = (await (await ClientAsync(namesakes.Node, Pbi)).BulkMatchAsync(request)).Items;
        var untold = (await (await ClientAsync(namesakes.Node, Kabupaten)).BulkMatchAsync(request)).Items;

        Assert.Equal(
            [
                "records[0].name", "records[1].name", "records[2].birth_date", "records[3].wilayah_code", "records[4].wilayah_code",
                "records[5].wilayah_code", "records[6].name", "",
            ],
            items.Select(FieldOf));
        Assert.Equal(4u, items[^1].Answer.Candidates.Count);
        // Where the agreement lets nothing be told, a record needs its NIK, whoever it may mean.
        Assert.Equal(records.Select((_, row) => $"records[{row}].nik"), untold.Select(FieldOf));
        Assert.All(items.Concat(untold).Where(item => item.Error is not null), item =>
            Assert.Contains("records[", item.Error.GetDetail<LocalizedMessage>()!.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task One_record_a_bulk_and_a_stream_are_answered_alike()
    {
        await using var node = await NewAsync();
        var client = await ClientAsync(node, Pbi);
        MatchRecord[] records = [NoNik(), Record(First, Name), NoNik(wilayah: "320412"), NoNik(born: "1985-05-06"), NoNik("Nobody")];
        var single = new List<MatchAnswer>();
        foreach (var record in records)
        {
            single.Add((await client.MatchAsync(new MatchRequest { Record = record })).Answer);
        }

        var bulk = await client.BulkMatchAsync(new BulkMatchRequest { Records = { records } });
        using var stream = client.StreamMatch();
        await stream.RequestStream.WriteAsync(new StreamMatchRequest { Records = { records } });
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal([4u, 0u, 3u, 1u, 0u], single.Select(answer => answer.Candidates?.Count ?? 0));
        Assert.Equal(single, bulk.Items.Select(item => item.Answer));
        Assert.Equal(single, stream.ResponseStream.Current.Items.Select(item => item.Answer));
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_search_is_a_miss_and_who_is_found_another_and_sees_who_asked()
    {
        await using var node = await NewAsync();
        var client = await ClientAsync(node, Dukcapil);
        var start = (await client.MatchAsync(new MatchRequest { Record = Record(First, Name) })).Info.Quota;
        var nobody = (await client.MatchAsync(new MatchRequest { Record = NoNik("Nobody") })).Info.Quota;
        var found = (await client.MatchAsync(new MatchRequest { Record = NoNik(wilayah: "320412") })).Info.Quota;
        var auditor = new AccessLogService.AccessLogServiceClient(
            await node.AsAsync("bpkp.pengawasan", ("dtsen-purpose", "pengawasan")));

        var accesses = await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = "3204124505850001" });

        Assert.Equal((start.MissesToday - 1, start.MissesToday - 5), (nobody.MissesToday, found.MissesToday));
        Assert.Equal((start.NiksToday - 1, start.NiksToday - 2), (nobody.NiksToday, found.NiksToday));
        Assert.Equal(["matching.v1.MatchingService/Match"], accesses.Accesses.Select(access => access.Method));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_and_a_kabupaten_that_lead_to_nobody_are_tried_a_few_times_in_whichever_spelling()
    {
        await using var node = await NewAsync();
        var client = await ClientAsync(node, Pln);
        string[] spellings = [Name, "SITI AMINAH", "Hj. Siti Aminah", "Aminah, Siti", "Siti Aminah, S.Pd."];
        var walk = Enumerable.Range(0, 20).Select(day => NoNik(spellings[day % 5], $"1985-06-{day + 1:D2}", day % 2 == 0 ? "3204" : "320405"));

        var outcomes = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { walk } })).Items.Select(item => item.Answer.Outcome);
        var right = await client.MatchAsync(new MatchRequest { Record = NoNik() });
        var elsewhere = await client.MatchAsync(new MatchRequest { Record = NoNik(wilayah: "3578") });
        var other = await (await ClientAsync(node, Pbi)).MatchAsync(new MatchRequest { Record = NoNik() });

        Assert.Equal(
            Enumerable.Repeat(MatchOutcome.KandidatTidakDitemukan, 5).Concat(Enumerable.Repeat(MatchOutcome.BatasPercobaan, 15)), outcomes);
        Assert.Equal((MatchOutcome.BatasPercobaan, null), (right.Answer.Outcome, right.Answer.Candidates));
        Assert.Equal(MatchOutcome.KandidatDitemukan, elsewhere.Answer.Outcome);
        Assert.Equal(MatchOutcome.KandidatDitemukan, other.Answer.Outcome);
    }

    private static MatchAnswer Nobody => new()
    {
        Outcome = MatchOutcome.KandidatTidakDitemukan, NextStep = MatchNextStep.AskForNik,
    };

    private static string FieldOf(BulkMatchItem item) =>
        item.Error?.GetDetail<BadRequest>() is { } problem ? Assert.Single(problem.FieldViolations).Field : "";
}
