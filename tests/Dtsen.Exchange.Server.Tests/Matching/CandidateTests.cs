using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A NIK with a slip in it: who is told what, and what it costs.</summary>
public class CandidateTests(MatchNode match) : IClassFixture<MatchNode>
{
    private const string Born = "1990-11-28";

    /// <summary>His NIK with its last digit changed: nobody's.</summary>
    private const string LastDigit = "3204052811900003";

    /// <summary>With day digits exchanged: no NIK at all, since there is no day 82.</summary>
    private const string Exchanged = "3204058211900001";

    /// <summary>With two digits changed.</summary>
    private const string TwoDigits = "3204052811900013";

    [Theory(Timeout = 120_000)]
    [InlineData(Pln, "0")]
    [InlineData(Pbi, "1")]
    [InlineData(Dukcapil, "1 ChangedDigit 16")]
    [InlineData(Kabupaten, null)]
    public async Task A_changed_digit_is_told_as_the_agreement_lets_it(string application, string? told)
    {
        var answer = await AskAsync(application, Record(LastDigit, HeadName, Born));

        Assert.Equal("13", answer.DukcapilCode);
        Assert.Equal(
            told is null ? MatchOutcome.NikTidakDitemukan : MatchOutcome.KemungkinanSalahTulis, answer.Outcome);
        Assert.Equal(MatchNextStep.CheckNik, answer.NextStep);
        Assert.Equal(told, Words(answer.Candidates));
        Assert.Null(answer.Fields);
    }

    [Fact(Timeout = 120_000)]
    public async Task Exchanged_digits_are_found_even_where_they_make_no_NIK()
    {
        var answer = await AskAsync(Dukcapil, Record(Exchanged, HeadName, Born, 1));

        Assert.Equal((MatchOutcome.KemungkinanSalahTulis, "15"), (answer.Outcome, answer.DukcapilCode));
        Assert.Equal("1 ExchangedDigits 7", Words(answer.Candidates));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_slip_that_hits_somebody_else_is_found_too()
    {
        // The head's NIK and the man's with the next number: here the other's is that of the corrected one, by name.
        var answer = await AskAsync(Dukcapil, Record("3204050304710002", "Tresna Kusuma", "1971-03-04"));

        Assert.Equal("1 ChangedDigit 16", Words(answer.Candidates));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(TwoDigits, HeadName, Born, 0)]
    [InlineData(LastDigit, HeadName, "1990-11-29", 0)]
    [InlineData(LastDigit, "Muhammad Yusuf Hidayanto", Born, 0)]
    [InlineData(LastDigit, HeadName, Born, 2)]
    [InlineData(LastDigit, HeadName, null, 0)]
    [InlineData("3204050103500002", "Sukarno Hadi", "1950-03-01", 0)]
    public async Task Nobody_counts_without_name_and_birth_date_and_a_single_slip(string nik, string name, string? born, uint sex)
    {
        var answer = await AskAsync(Dukcapil, Record(nik, name, born, sex));

        Assert.Equal(
            new MatchAnswer { Outcome = MatchOutcome.NikTidakDitemukan, DukcapilCode = "13", NextStep = MatchNextStep.CheckNik }, answer);
    }

    [Fact(Timeout = 120_000)]
    public async Task Neighbours_are_no_way_around_the_limit_of_tries()
    {
        await using var node = await StartAsync();
        await node.PublishAsync("2026-T3.v1", Families());
        var client = await ClientAsync(node, Dukcapil);
        // Each by another neighbour of the same NIK: name right, birth date guessed.
        var guesses = Enumerable.Range(1, 9).Where(digit => digit != 1)
            .Select(digit => Record($"320405281190000{digit}", HeadName, $"1990-10-1{digit}"))
            .Append(Record("3204052811900011", HeadName, Born));

        var answers = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { guesses } })).Items;

        Assert.All(answers, item => Assert.Null(item.Answer.Candidates));
        var other = await ClientAsync(node, Pbi);
        var told = await other.MatchAsync(new MatchRequest { Record = Record(LastDigit, HeadName, Born) });
        Assert.Equal("1", Words(told.Answer.Candidates));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_is_hinted_at_sees_who_asked_and_the_caller_misses()
    {
        await using var node = await StartAsync();
        await node.PublishAsync("2026-T3.v1", Families());
        var client = await ClientAsync(node, Dukcapil);
        var before = (await client.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName) })).Info.Quota;
        var after = (await client.MatchAsync(new MatchRequest { Record = Record(LastDigit, HeadName, Born) })).Info.Quota;
        var auditor = new AccessLogService.AccessLogServiceClient(
            await node.AsAsync("bpkp.pengawasan", ("dtsen-purpose", "pengawasan")));

        var accesses = (await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = Head })).Accesses;

        Assert.Equal(before.MissesToday - 2, after.MissesToday);
        Assert.Equal(before.NiksToday - 1, after.NiksToday);
        Assert.Equal(["matching.v1.MatchingService/Match"], accesses.Select(access => access.Method));
    }

    private async Task<MatchAnswer> AskAsync(string application, MatchRecord record) =>
        (await (await match.ClientAsync(application)).MatchAsync(new MatchRequest { Record = record })).Answer;

    private static string? Words(MatchCandidates? candidates) => candidates is null
        ? null
        : string.Join(' ', candidates.Hints.Select(hint => $"{hint.Slip} {hint.Position}").Prepend($"{candidates.Count}"));
}
