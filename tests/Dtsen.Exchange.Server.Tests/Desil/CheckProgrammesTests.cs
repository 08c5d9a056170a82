using System.Globalization;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Tests.AccessLogs;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Desil;

public sealed class CheckProgrammesTests : IAsyncLifetime
{
    private const string PoorKk = "3204050101210001";
    private const string Poor = "3204050101810001";
    private const string OfficialKk = "3204050101210002";
    private const string Official = "3204050101810002";
    private const string RichKk = "3204050101210003";
    private const string Rich = "3204050101810003";
    private const string NewKk = "3204050101210004";
    private const string New = "3204050101810004";
    private const string Gone = "3204050101400005";

    private static readonly string[] All =
        ["program_blt_kesra", "program_pbi_jk", "program_pip", "program_pkh", "program_sekolah_rakyat", "program_sembako"];

    private RunningNode? _node;

    private RunningNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _node = await RunningNode.StartAsync();
        var official = SampleFamilies.Person(Official, "Tono");
        official.Pekerjaan = 5;
        await Node.PublishAsync("2026-T3.v1",
        [
            Family(PoorKk, 3, SampleFamilies.Person(Poor, "Budi"), SampleFamilies.Person(Gone, "Sukarno", Contracts.Type.V1.NikStatus.Meninggal)),
            Family(OfficialKk, 2, official),
            Family(RichKk, 9, SampleFamilies.Person(Rich, "Agus")),
            Family(NewKk, 0, SampleFamilies.Person(New, "Dewi")),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_programme_is_told_to_whose_agreement_names_it_and_a_reason_where_its_variable_is_named()
    {
        // All of Pusdatin, job included: "*" covers it.
        var answer = await CheckAsync(DesilNode.Pusdatin, Official, "Tono");
        Assert.Equal(
            ["pkh TO_BE_CHECKED", "sembako TO_BE_CHECKED", "pbi-jk IN_BAND", "blt-kesra TO_BE_CHECKED", "pip IN_BAND", "sekolah-rakyat IN_BAND"],
            Verdicts(answer));
        Assert.Equal(("aparatur", "pekerjaan"), (answer.Programmes[0].Exclusions[0].Id, answer.Programmes[0].Exclusions[0].Variable));
        Assert.NotEqual(answer.Programmes[0].Exclusions[0].Label, answer.Programmes[0].Exclusions[0].LabelId);
        Assert.Equal((1u, 4u), (answer.Programmes[0].BandLowest, answer.Programmes[0].BandHighest));
        Assert.Empty(answer.Info.WithheldVariables);

        // The Pemda reads the programmes and no job: the verdict, and no reason.
        answer = await CheckAsync(DesilNode.Kabupaten, Official, "Tono");
        Assert.Equal(6, answer.Programmes.Count);
        Assert.All(answer.Programmes, check => Assert.Empty(check.Exclusions));
        Assert.Equal(ProgrammeVerdict.ToBeChecked, answer.Programmes[0].Verdict);
        Assert.Equal(["pekerjaan"], answer.Info.WithheldVariables);

        // BPJS Kesehatan reads its own programme alone.
        answer = await CheckAsync(DesilNode.Pbi, Official, "Tono");
        Assert.Equal(["pbi-jk IN_BAND"], Verdicts(answer));
        Assert.Equal(All.Except(["program_pbi_jk"]), answer.Info.WithheldVariables);
        Assert.Equal(ProgrammeNotice.InBandIsNotEntitled, answer.Notice);
        Assert.Equal(Wib.Today(Node.Time).ToDate(), answer.Day);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Poor, "Budi", DesilOutcome.Ranked, "pkh IN_BAND,pbi-jk IN_BAND,sekolah-rakyat OUT_OF_BAND")]
    [InlineData(Rich, "Agus", DesilOutcome.Ranked, "pkh OUT_OF_BAND,pbi-jk OUT_OF_BAND,sekolah-rakyat OUT_OF_BAND")]
    [InlineData(New, "Dewi", DesilOutcome.BelumAdaDesil, "pkh BELUM_ADA_DESIL,pbi-jk BELUM_ADA_DESIL,sekolah-rakyat BELUM_ADA_DESIL")]
    [InlineData(Gone, "Sukarno", DesilOutcome.Meninggal, "")]
    [InlineData(Poor, "Orang Lain", DesilOutcome.NotFound, "")]
    [InlineData(DesilNode.UnknownNik, "Budi", DesilOutcome.NotFound, "")]
    public async Task The_desil_of_the_family_decides(string nik, string name, DesilOutcome outcome, string verdicts)
    {
        var answer = await CheckAsync(DesilNode.Pusdatin, nik, name, "sekolah-rakyat", "pkh", "pbi-jk");

        Assert.Equal((outcome, verdicts), (answer.Outcome, string.Join(',', Verdicts(answer))));
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_file_is_in_force_without_a_restart_and_a_broken_one_is_not()
    {
        Node.EditProgrammes(file => file["programmes"]![0]!["exclusions"]![0]!["certain"] = true);
        await Node.UntilAsync(async () =>
            (await CheckAsync(DesilNode.Kabupaten, Official, "Tono")).Programmes[0].Verdict == ProgrammeVerdict.Excluded);
        Assert.Equal(ProgrammeVerdict.InBand, (await CheckAsync(DesilNode.Kabupaten, Poor, "Budi")).Programmes[0].Verdict);

        Node.EditProgrammes(file => file["programmes"]![0]!["exclusions"]![0]!["variable"] = "penyakit_kronis");
        await Node.UntilAsync(() => Node.Log.Lines.Any(line =>
            line.Event == 3001 && line.Text.Contains("specific personal data", StringComparison.Ordinal)));
        Assert.Equal(ProgrammeVerdict.Excluded, (await CheckAsync(DesilNode.Kabupaten, Official, "Tono")).Programmes[0].Verdict);
        Node.Log.Clear();

        Node.EditProgrammes(file => file["programmes"] = new JsonArray());
        await Node.UntilAsync(async () => (await CheckAsync(DesilNode.Kabupaten, Official, "Tono")).Programmes.Count == 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_release_that_is_not_effective_yet_is_judged_by_the_bands_of_its_first_day()
    {
        var later = Wib.Today(Node.Time).AddDays(50);
        await Node.PublishAsync(
            "2026-T4.v1", [Family(PoorKk, 3, SampleFamilies.Person(Poor, "Budi"))], later, Contracts.Type.V1.ReleaseAudience.First);
        Node.EditProgrammes(file => file["programmes"]![0]!["bands"]![0]!["until"] = later.AddDays(-1).ToString("O", CultureInfo.InvariantCulture));
        await Node.UntilAsync(async () => (await AskAsync("2026-T4")).Programmes[0].Verdict == ProgrammeVerdict.NotInForce);

        var next = await AskAsync("2026-T4");
        var now = await AskAsync("");

        Assert.Equal((later.ToDate(), 0u), (next.Day, next.Programmes[0].BandHighest));
        Assert.Equal((Wib.Today(Node.Time).ToDate(), ProgrammeVerdict.InBand), (now.Day, now.Programmes[0].Verdict));

        async Task<CheckProgrammesResponse> AskAsync(string period) => await (await ClientAsync(DesilNode.Pusdatin)).CheckProgrammesAsync(
            new CheckProgrammesRequest { Query = GetDesilTests.ByNik(Poor, "Budi"), ForPeriod = period });
    }

    [Theory(Timeout = 120_000)]
    [InlineData("pkh")]
    [InlineData("tiada")]
    public async Task A_programme_that_is_not_named_and_one_that_is_not_there_are_refused_alike(string id)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(DesilNode.Pbi, Poor, "Budi", id));

        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        Assert.Equal(
            "programmes: holds an id that is no programme which the agreement lets through.", refusal.Status.Detail);
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_recorded_and_found_like_any_lookup_and_not_found_is_one_answer()
    {
        var entry = await Node.EntryOfAsync(() => CheckAsync(DesilNode.Pbi, Poor, "Budi"));
        Assert.Equal((1, 1, 0), (entry.Asked, entry.Found, entry.Missed));
        Assert.Equal(["program_pbi_jk"], entry.Variables);
        Assert.Contains(Node.LogSize() - 1, Recorded.RecorderOf(Node).Find(Nik.TryParse(Poor, out var nik) ? nik : default));

        var bytes = new HashSet<string>();
        foreach (var (who, name) in new[] { (Poor, "Agus"), (DesilNode.UnknownNik, "Budi"), (Gone, "Budi"), (Official, "Budi") })
        {
            var answer = await CheckAsync(DesilNode.Kabupaten, who, name);
            answer.Info.Receipt = null;
            answer.Info.Quota = null;
            bytes.Add(Convert.ToHexString(answer.ToByteArray()));
        }

        Assert.Single(bytes);
    }

    private static Family Family(string kk, uint desil, params Member[] members) =>
        SampleFamilies.Of(kk, SampleFamilies.KabupatenBandung, (desil, desil, desil), members);

    private static IEnumerable<string> Verdicts(CheckProgrammesResponse answer) => answer.Programmes.Select(check =>
        $"{check.Programme} {System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(check.Verdict.ToString())}");

    private async Task<CheckProgrammesResponse> CheckAsync(string application, string nik, string name, params string[] programmes) =>
        await (await ClientAsync(application)).CheckProgrammesAsync(
            new CheckProgrammesRequest { Query = GetDesilTests.ByNik(nik, name), Programmes = { programmes } });

    private async Task<DesilService.DesilServiceClient> ClientAsync(string application) => new(await Node.AsAsync(
        application,
        ("dtsen-purpose", application switch { DesilNode.Pbi => "pbi-jk", DesilNode.Pusdatin => "monev", _ => "perencanaan" })));
}
