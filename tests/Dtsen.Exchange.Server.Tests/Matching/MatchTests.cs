using Dtsen.Exchange.Contracts.Matching.V1;
using static Dtsen.Exchange.Contracts.Matching.V1.MatchNextStep;
using static Dtsen.Exchange.Contracts.Matching.V1.MatchOutcome;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

public class MatchTests(MatchNode match) : IClassFixture<MatchNode>
{
    private const string WifesRight = SampleFamilies.KabupatenBandung;

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    /// <summary>All on one node and one day: of nobody there are five by one agency that differ and do not agree.</summary>
    private static Dictionary<string, Case> Cases { get; } = new()
    {
        ["everything as registered"] = new(
            Dukcapil, Record(Wife, WifeName, "1994-02-02", 2, Family, WifesRight), Padan, "00", UseRecord,
            "name+100 kk+ born+ sex+ wilayah+"),
        ["by a party of level 4"] = new(
            Pbi, Record(Wife, WifeName, "1994-02-02", 2), Padan, "00", UseRecord, "name+100 born+ sex+"),
        ["another spelling, abbreviated, with titles"] = new(
            Dukcapil, Record(Head, "Drs. H. Moh. Yusup Hidayat, M.Si"), Padan, "00", UseRecord,
            "name+95 TitlesIgnored SpellingVariant Abbreviation"),
        ["a slip in the name"] = new(
            Dukcapil, Record(Far, "Agus Wijsya", "1977-07-07", 1), PadanDenganCatatan, "00", UpdateRecord,
            "name+90 born+ sex+ Typo"),
        ["without the Muhammad that is registered"] = new(
            Dukcapil, Record(Head, "Yusuf Hidayat"), PadanDenganCatatan, "00", UpdateRecord, "name+95 OptionalWord"),
        ["by nomor KK alone"] = new(Dukcapil, Record(Head, kk: Family), Padan, "00", UseRecord, "kk+"),
        ["wilayah of a higher level"] = new(Dukcapil, Record(Wife, WifeName, wilayah: "32"), Padan, "00", UseRecord, "name+100 wilayah+"),
        ["birth date and sex by the register, not by the NIK"] = new(
            Dukcapil, Record(Corrected, "Tresna Kusuma", "1971-03-04", 2), Padan, "00", UseRecord, "name+100 born+ sex+"),
        ["birth date and sex by the NIK, not by the register"] = new(
            Dukcapil, Record(Corrected, "Tresna Kusuma", "1971-04-03", 1), KemungkinanSalahTulis, "00", CheckNik, "name+100 born- sex-"),
        ["an old nomor KK"] = new(
            Dukcapil, Record(Wife, WifeName, "1994-02-02", kk: NobodysFamily), PadanDenganCatatan, "00", UpdateRecord,
            "name+100 kk- born+"),
        ["a wilayah in which she does not live"] = new(
            Dukcapil, Record(Wife, WifeName, wilayah: "3273"), PadanDenganCatatan, "00", UpdateRecord, "name+100 wilayah-"),
        ["the name of another in the family"] = new(
            Dukcapil, Record(Head, WifeName, kk: Family), TidakPadan, "00", CheckIdentity, "name-0 kk+"),
        ["another's name"] = new(Dukcapil, Record(Wife, FarName), TidakPadan, "00", CheckIdentity, null),
        ["another's name with all else right"] = new(
            Dukcapil, Record(Head, FarName, "1990-11-28", 1, wilayah: WifesRight), TidakPadan, "00", CheckIdentity, null),
        ["another's nomor KK"] = new(Dukcapil, Record(Head, kk: FarFamily), TidakPadan, "00", CheckIdentity, null),
        ["another's name for who has died"] = new(Dukcapil, Record(Dead, FarName), TidakPadan, "00", CheckIdentity, null),
        ["who has died"] = new(Dukcapil, Record(Dead, "Sukarno Hadi"), Meninggal, "11", MarkDeceased, "name+100"),
        ["a NIK that is switched off"] = new(Dukcapil, Record(Inactive, "Rini Astuti"), NikTidakAktif, "14", SeeDukcapil, "name+100"),
        ["a NIK beside another"] = new(Dukcapil, Record(Doubled, "Joko Susilo"), NikGanda, "12", AskForOtherNik, "name+100"),
        ["nobody's NIK"] = new(Dukcapil, Record(NobodysNik, HeadName), NikTidakDitemukan, "13", CheckNik, null),
        ["no NIK at all"] = new(Dukcapil, Record("3.20405E+15", HeadName), FormatNikSalah, "15", CorrectNik, null),
        ["a NIK with an impossible date"] = new(Dukcapil, Record("3204053113900001", HeadName), FormatNikSalah, "15", CorrectNik, null),
        ["who lives outside the wilayah"] = new(Kabupaten, Record(Far, FarName), NikTidakDitemukan, "13", CheckNik, null),
        ["who lives inside"] = new(Kabupaten, Record(Wife, WifeName), Padan, "00", UseRecord, "name+100"),
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(CaseNames))]
    public async Task A_record_has_the_outcome_that_register_and_agreement_give(string name)
    {
        var (application, record, outcome, code, step, fields) = Cases[name];
        var client = await match.ClientAsync(application);

        var single = await client.MatchAsync(new MatchRequest { Record = record });
        var bulk = await client.BulkMatchAsync(new BulkMatchRequest { Records = { record, record } });

        Assert.Equal((outcome, code, step), (single.Answer.Outcome, single.Answer.DukcapilCode, single.Answer.NextStep));
        Assert.Equal(fields, Words(single.Answer.Fields));
        Assert.Null(single.Answer.Candidates);
        Assert.Equal(2, bulk.Items.Count);
        Assert.All(bulk.Items, item => Assert.Equal(single.Answer, item.Answer));
        var guidance = Assert.Single(single.Guidance);
        Assert.Equal(step, guidance.NextStep);
        Assert.True(guidance.Text.Length > 0 && guidance.TextId.Length > 0);
        Assert.Equal(single.Guidance, bulk.Guidance);
        Assert.Equal(("2026-T3.v1", "2026-T3.v1"), (single.Info.ReadAt.Release, bulk.Info.ReadAt.Release));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0u, KemungkinanSalahTulis, MatchResult.TidakSesuai)]
    [InlineData(80u, PadanDenganCatatan, MatchResult.Sesuai)]
    [InlineData(100u, KemungkinanSalahTulis, MatchResult.TidakSesuai)]
    public async Task The_threshold_is_the_callers(uint threshold, MatchOutcome outcome, MatchResult name)
    {
        var client = await match.ClientAsync(Dukcapil);

        var answer = await client.MatchAsync(
            new MatchRequest { Record = Record(Corrected, "Tresna"), Threshold = threshold });

        Assert.Equal((outcome, name), (answer.Answer.Outcome, answer.Answer.Fields.Name));
        Assert.Equal(85u, answer.Answer.Fields.NameScore);
        Assert.Equal([NameNote.WordMissing], answer.Answer.Fields.NameNotes);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_register_does_not_hold_counts_neither_way()
    {
        var record = Record(Wife, WifeName);
        (record.BirthPlace, record.MaritalStatus, record.Occupation, record.MotherName, record.Address) =
            ("Bandung", "kawin", "guru", "Ani", "Jalan Lain 2");

        var answer = (await (await match.ClientAsync(Pln)).MatchAsync(new MatchRequest { Record = record })).Answer;

        Assert.Equal(Padan, answer.Outcome);
        Assert.All(
            new[]
            {
                answer.Fields.BirthPlace, answer.Fields.MaritalStatus, answer.Fields.Occupation, answer.Fields.MotherName,
                answer.Fields.Address,
            },
            result => Assert.Equal(MatchResult.TidakTersedia, result));
    }

    [Fact(Timeout = 120_000)]
    public async Task Exchanged_day_and_month_are_told_to_who_may_read_the_date()
    {
        var request = new MatchRequest { Record = Record(Corrected, "Tresna Kusuma", "1971-04-03") };

        var reader = await (await match.ClientAsync(Pbi)).MatchAsync(request);
        var matcher = await (await match.ClientAsync(Dukcapil)).MatchAsync(request);

        Assert.Equal((PadanDenganCatatan, true), (reader.Answer.Outcome, reader.Answer.Fields.BirthDateExchanged));
        Assert.Equal((PadanDenganCatatan, false), (matcher.Answer.Outcome, matcher.Answer.Fields.BirthDateExchanged));
        Assert.Empty(reader.Info.WithheldVariables);
        Assert.Equal(["tanggal_lahir"], matcher.Info.WithheldVariables);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_proves_nothing_where_the_agreement_asks_for_a_number()
    {
        await using var node = await StartAsync(null, fresh => fresh.EditPartner(
            "dukcapil", partner => Agreement(partner)["required_proof"] = "number"));
        await node.PublishAsync("2026-T3.v1", Families());
        var client = await ClientAsync(node, Dukcapil);

        var byName = await client.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName) });
        var byNumber = await client.MatchAsync(new MatchRequest { Record = Record(Wife, WifeName, kk: Family) });

        Assert.Equal(new MatchAnswer { Outcome = TidakPadan, DukcapilCode = "00", NextStep = CheckIdentity }, byName.Answer);
        Assert.Equal(Padan, byNumber.Answer.Outcome);
    }

    /// <summary>The results of fields in short: + agrees, - differs, the score of the name and its notes.</summary>
    private static string? Words(MatchFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        (string Name, MatchResult Result)[] results =
        [
            ("name", fields.Name), ("kk", fields.FamilyNumber), ("born", fields.BirthDate), ("sex", fields.Sex),
            ("wilayah", fields.Wilayah),
        ];
        return string.Join(' ', results.Where(result => result.Result != MatchResult.Unspecified)
            .Select(result =>
                result.Name + (result.Result == MatchResult.Sesuai ? "+" : "-") + (result.Name == "name" ? fields.NameScore : ""))
            .Concat(fields.NameNotes.Select(note => note.ToString())));
    }

    private sealed record Case(
        string Application, MatchRecord Record, MatchOutcome Outcome, string Code, MatchNextStep Step, string? Fields);
}
