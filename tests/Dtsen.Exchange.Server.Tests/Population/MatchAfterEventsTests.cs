using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Type;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>What is reported changes what a match answers, on the node that took the report from the very next call on.</summary>
public sealed class MatchAfterEventsTests : IAsyncLifetime
{
    private const int Timeout = 120_000;

    private RunningNode? _node;
    private MatchingService.MatchingServiceClient? _client;
    private long _seq;

    public async ValueTask InitializeAsync()
    {
        _node = await StartAsync();
        await _node.PublishAsync("2026-T3.v1", Families());
        _client = await ClientAsync(_node, Pbi);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_corrected_name_is_padan_and_the_one_before_no_longer()
    {
        await AssertAsync(MatchOutcome.TidakPadan, Record(Wife, "Dewi Lestari"));
        await AssertAsync(MatchOutcome.Padan, Record(Wife, WifeName));

        await ReportAsync(Events.Correct(Wife, "Dewi Lestari"));

        await AssertAsync(MatchOutcome.Padan, Record(Wife, "Dewi Lestari"));
        await AssertAsync(MatchOutcome.TidakPadan, Record(Wife, WifeName));
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik("Dewi Lestari", "1994-02-02"));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(WifeName, "1994-02-02"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_corrected_date_of_birth_agrees_and_is_searched_by()
    {
        await AssertAsync(MatchOutcome.PadanDenganCatatan, Record(Head, HeadName, "1991-01-30"));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(HeadName, "1991-01-30"));

        var correction = Events.Correct(Head, "");
        correction.Koreksi.TanggalLahir = new Date { Year = 1991, Month = 1, Day = 30 };
        await ReportAsync(correction);

        await AssertAsync(MatchOutcome.Padan, Record(Head, HeadName, "1991-01-30"));
        await AssertAsync(MatchOutcome.PadanDenganCatatan, Record(Head, HeadName, "1990-11-28"));
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik(HeadName, "1991-01-30"));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(HeadName, "1990-11-28"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_NIK_that_is_switched_off_or_one_of_two_is_told_as_that_and_on_again_when_it_is()
    {
        await AssertAsync(MatchOutcome.Padan, Record(Head, HeadName));

        await ReportAsync(Events.Nik(Head, NikStatus.TidakAktif).On(1));
        await AssertAsync(MatchOutcome.NikTidakAktif, Record(Head, HeadName));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(HeadName, "1990-11-28"));
        await ReportAsync(Events.Nik(Head, NikStatus.Ganda, Corrected).On(2));
        await AssertAsync(MatchOutcome.NikGanda, Record(Head, HeadName));
        await ReportAsync(Events.Nik(Head, NikStatus.Aktif).On(3));
        await AssertAsync(MatchOutcome.Padan, Record(Head, HeadName));
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik(HeadName, "1990-11-28"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_died_has_died_and_is_nobody_whom_a_record_without_a_NIK_may_mean()
    {
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik(WifeName, "1994-02-02"));

        await ReportAsync(Events.Death(Wife));

        await AssertAsync(MatchOutcome.Meninggal, Record(Wife, WifeName));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(WifeName, "1994-02-02"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_moves_with_the_family_or_is_born_is_where_they_live_now()
    {
        await AssertAsync(MatchOutcome.PadanDenganCatatan, Record(Head, HeadName, wilayah: "3578"));

        await ReportAsync(
            Events.FamilyMoves(Family, SampleFamilies.Surabaya), Events.Birth("3578010201260001", "Putri Larasati", Family));

        await AssertAsync(MatchOutcome.Padan, Record(Head, HeadName, wilayah: "3578"));
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik(HeadName, "1990-11-28", "3578"));
        await AssertAsync(MatchOutcome.KandidatTidakDitemukan, NoNik(HeadName, "1990-11-28"));
        await AssertAsync(MatchOutcome.KandidatDitemukan, NoNik("Putri Larasati", "2026-01-02", "3578"));
    }

    private static MatchRecord NoNik(string name, string born, string wilayah = "3204") => Record("", name, born, wilayah: wilayah);

    private async Task ReportAsync(params LifeEvent[] events)
    {
        var answer = await ReportCall.ReportAsync(_node!, events);
        Assert.All(answer.Results, result => Assert.Equal(EventOutcome.Accepted, result.Outcome));
        // The next answer was read at the entry that brought them.
        _seq++;
    }

    private async Task AssertAsync(MatchOutcome outcome, MatchRecord record)
    {
        var answer = await _client!.MatchAsync(new MatchRequest { Record = record });
        Assert.Equal(outcome, answer.Answer.Outcome);
        Assert.True(answer.Info.ReadAt.Seq >= _seq);
        _seq = answer.Info.ReadAt.Seq;
    }
}
