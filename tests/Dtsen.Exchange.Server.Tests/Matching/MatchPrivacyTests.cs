using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>What a match tells whom, what it costs, and what is kept of it.</summary>
public class MatchPrivacyTests
{
    private const int Timeout = 180_000;

    [Fact(Timeout = Timeout)]
    public async Task Outside_and_unknown_are_the_same_bytes_and_so_are_all_that_prove_nothing()
    {
        await using var node = await PublishedAsync();
        var client = await ClientAsync(node, Kabupaten);
        MatchRecord[] nobodys =
        [
            Record(Far, FarName), Record(Far, FarName, "1977-07-07", 1, FarFamily), Record(Far, HeadName), Record(NobodysNik, FarName),
            Record(NobodysNik, kk: FarFamily),
        ];
        MatchRecord[] unproven =
        [
            Record(Head, FarName), Record(Wife, FarName, "1994-02-02", 2), Record(Dead, FarName), Record(Inactive, kk: FarFamily),
            Record(Doubled, FarName, wilayah: "3204"), Record(Corrected, FarName, "1971-04-03"),
        ];

        var answers = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { nobodys, unproven } })).Items;

        Assert.Single(answers.Take(nobodys.Length).Distinct());
        Assert.Single(answers.Skip(nobodys.Length).Distinct());
        Assert.Equal(MatchOutcome.NikTidakDitemukan, answers[0].Answer.Outcome);
        Assert.Equal(MatchOutcome.TidakPadan, answers[^1].Answer.Outcome);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_sixth_differing_record_of_a_day_is_told_nothing_whoever_it_is()
    {
        await using var node = await PublishedAsync();
        var client = await ClientAsync(node, Dukcapil);
        foreach (var (nik, name) in new[] { (Wife, WifeName), (NobodysNik, WifeName), (Far, FarName) })
        {
            var guesses = Enumerable.Range(1, 5).Select(day => Record(nik, name, $"1990-01-0{day}")).ToList();

            var told = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { guesses } })).Items;
            var sixth = await client.MatchAsync(new MatchRequest { Record = Record(nik, name, "1994-02-02") });
            var again = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { guesses } })).Items;

            Assert.DoesNotContain(told, item => item.Answer.Outcome == MatchOutcome.BatasPercobaan);
            Assert.Equal(told, again);
            Assert.Equal(
                new MatchAnswer { Outcome = MatchOutcome.BatasPercobaan, NextStep = MatchNextStep.TryTomorrow }, sixth.Answer);
        }

        var other = await ClientAsync(node, Pbi);
        var anew = await other.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName, "1990-01-09") });
        Assert.Equal(MatchOutcome.PadanDenganCatatan, anew.Answer.Outcome);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_proves_nothing_is_a_miss_and_what_is_told_is_none()
    {
        await using var node = await PublishedAsync();
        var client = await ClientAsync(node, Pln);
        (MatchRecord Record, int Misses)[] cases =
        [
            (Record(Wife, WifeName), 0), (Record(Wife, WifeName, "1990-01-01"), 0), (Record(Dead, "Sukarno Hadi"), 0),
            (Record(Head, WifeName, kk: Family), 0), (Record("0", WifeName), 0), (Record(Head, FarName), 1),
            (Record(Head, kk: FarFamily), 1),
            (Record(NobodysNik, WifeName), 1), (Record("3204053113900001", WifeName, "1990-01-01"), 1),
        ];
        var before = (await client.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName) })).Info.Quota.MissesToday;
        foreach (var (record, misses) in cases)
        {
            var after = (await client.MatchAsync(new MatchRequest { Record = record })).Info.Quota.MissesToday;

            Assert.Equal(misses, before - after);
            before = after;
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_match_stands_in_the_record_of_the_person()
    {
        await using var node = await PublishedAsync();
        var client = await ClientAsync(node, Pln);
        await client.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName) });
        await client.BulkMatchAsync(new BulkMatchRequest { Records = { Record(Wife, WifeName), Record(Head, FarName), Record("0", "x") } });
        var auditor = new AccessLogService.AccessLogServiceClient(
            await node.AsAsync("bpkp.pengawasan", ("dtsen-purpose", "pengawasan")));

        var accesses = (await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = Wife })).Accesses;

        Assert.Equal(
            ["matching.v1.MatchingService/BulkMatch", "matching.v1.MatchingService/Match"],
            accesses.Select(access => access.Method).Order(StringComparer.Ordinal));
        Assert.All(accesses, access => Assert.Equal((Pln, "pemadanan"), (access.Application, access.Purpose)));
    }

    private static async Task<RunningNode> PublishedAsync()
    {
        var node = await StartAsync();
        await node.PublishAsync("2026-T3.v1", Families());
        return node;
    }
}
