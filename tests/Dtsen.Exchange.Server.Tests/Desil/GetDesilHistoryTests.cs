using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Tests.AccessLogs;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>
/// A family that moves from Kabupaten to Kota Bandung between its second and third release and takes a new nomor KK then; the first of four
/// releases is retired.
/// </summary>
public sealed class GetDesilHistoryTests : IAsyncLifetime
{
    private const string OldKk = "3204050101200001";
    private const string NewKk = "3273010101260001";
    private const string Mover = "3204050101800001";
    private const string Name = "Budi Santoso";
    private const string Stayer = "3204050101800002";

    private RunningNode? _node;

    private RunningNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _node = await RunningNode.StartAsync(prepare: fresh => fresh.KeepReleases = 2);
        await Node.PublishAsync("2026-T2.v1", Nation(OldKk, SampleFamilies.KabupatenBandung, 2));
        await Node.PublishAsync("2026-T2.v2", Nation(OldKk, SampleFamilies.KabupatenBandung, 4));
        await Node.PublishAsync("2026-T3.v1", Nation(NewKk, SampleFamilies.KotaBandung, 3));
        await Node.PublishAsync("2026-T3.v2", Nation(NewKk, SampleFamilies.KotaBandung, 0));
        await Node.Services.GetRequiredService<Retirement>().LookAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Each_release_shows_the_family_to_whom_its_domicile_of_then_concerns()
    {
        Assert.Equal(
            ["2026-T3.v2 0 0", "2026-T3.v1 3 -1", "2026-T2.v2 4 2", "2026-T2.v1 2 0"], await HistoryAsync(DesilNode.Pusdatin, Query(Name)));

        // The Pemda that it left sees what was before the move, the one where it lives what is since.
        Assert.Equal(["2026-T2.v2 4 2", "2026-T2.v1 2 0"], await HistoryAsync(DesilNode.Kabupaten, Query(Name)));
        Assert.Equal(["2026-T3.v2 0 0", "2026-T3.v1 3 0"], await HistoryAsync(DesilNode.Kota, Query(Name)));

        var answer = await AskAsync(DesilNode.Pusdatin, Query(Name));
        Assert.Equal([true, false, false, false], answer.Entries.Select(entry => entry.Current));
        Assert.Equal([false, false, false, true], answer.Entries.Select(entry => entry.Retired));
        Assert.Equal("2026-T3.v2", answer.Info.ReadAt.Release);
        Assert.Equal(["", "3273", "3204", "3204"], answer.Entries.Select(entry => entry.Answer.KodeKabupatenKota));
        Assert.Equal(DesilOutcome.BelumAdaDesil, answer.Entries[0].Answer.Outcome);
    }

    [Fact(Timeout = 240_000)]
    public async Task The_proof_is_one_that_some_release_kept_whole_takes_for_the_caller()
    {
        // The number of then and that of now; the nation covers both.
        Assert.Equal(4, (await HistoryAsync(DesilNode.Pusdatin, Query(null, OldKk))).Count());
        Assert.Equal(4, (await HistoryAsync(DesilNode.Pusdatin, Query(null, NewKk))).Count());

        // Who asks for the new number and does not cover the new domicile learns nothing of whether it is right.
        Assert.Equal(2, (await HistoryAsync(DesilNode.Kabupaten, Query(null, OldKk))).Count());
        Assert.Empty(await HistoryAsync(DesilNode.Kabupaten, Query(null, NewKk)));
        Assert.Empty(await HistoryAsync(DesilNode.Kabupaten, Query("Orang Lain")));
        Assert.Equal(
            [DesilOutcome.Ranked, DesilOutcome.NotFound, DesilOutcome.NotFound],
            [
                await AsOfAsync(Query(null, OldKk)), await AsOfAsync(Query(null, NewKk)), await AsOfAsync(Query("Orang Lain")),
            ]);

        async Task<DesilOutcome> AsOfAsync(DesilQuery query) => (await (await ClientAsync(DesilNode.Kabupaten)).GetDesilAsync(
            new GetDesilRequest { Query = query, AsOfRelease = "2026-T2.v1" })).Answer.Outcome;
    }

    [Fact(Timeout = 240_000)]
    public async Task Below_a_kabupaten_a_retired_release_shows_nothing()
    {
        (string, string)[] officer = [("dtsen-end-user", "operator-desa:7")];
        Assert.Equal(
            ["2026-T2.v2 4 0"],
            await HistoryAsync(DesilNode.SiksNg, Query(Name), [.. officer, ("dtsen-acting-for", "wilayah:320405")]));
        Assert.Equal(
            ["2026-T2.v2 4 2", "2026-T2.v1 2 0"],
            await HistoryAsync(DesilNode.SiksNg, Query(Name), [.. officer, ("dtsen-acting-for", "wilayah:3204")]));
    }

    [Fact(Timeout = 240_000)]
    public async Task Outside_unknown_and_a_wrong_proof_are_one_answer_a_miss_each_and_all_are_recorded()
    {
        var bytes = new HashSet<string>();
        foreach (var query in new[]
        {
            Query(null, NewKk), Query("Orang Lain"), GetDesilTests.ByNik(DesilNode.UnknownNik, Name),
            GetDesilTests.ByNik(DesilNode.FarHead, DesilNode.FarName),
        })
        {
            GetDesilHistoryResponse answer = null!;
            var entry = await Node.EntryOfAsync(async () => answer = await AskAsync(DesilNode.Kabupaten, query));
            Assert.Equal((1, 0, 1), (entry.Asked, entry.Found, entry.Missed));
            answer.Info.Receipt = null;
            answer.Info.Quota = null;
            bytes.Add(Convert.ToHexString(answer.ToByteArray()));
        }

        Assert.Single(bytes);
        var found = await Node.EntryOfAsync(() => AskAsync(DesilNode.Kabupaten, Query(Name)));
        Assert.Equal((1, 1, 0), (found.Asked, found.Found, found.Missed));
        Assert.Contains(
            Node.LogSize() - 1, Recorded.RecorderOf(Node).Find(Domain.Nik.TryParse(Mover, out var nik) ? nik : default));
    }

    [Fact(Timeout = 240_000)]
    public async Task It_is_asked_by_NIK_and_a_citizen_sees_only_the_own()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => AskAsync(DesilNode.Pusdatin, GetDesilTests.ByKk(NewKk, Mover)));
        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        Assert.StartsWith("query.family_number", refusal.Status.Detail, StringComparison.Ordinal);

        var secret = Node.Services.GetRequiredService<Server.Desil.EndUserSecrets>().SecretOf(DesilNode.CekBansos);
        (string, string)[] citizen = [("dtsen-end-user", "citizen:" + Client.CitizenId.From(secret, Mover))];
        Assert.Equal(4, (await HistoryAsync(DesilNode.CekBansos, Query(Name), citizen)).Count());
        Assert.Empty(await HistoryAsync(DesilNode.CekBansos, GetDesilTests.ByNik(Stayer, "Siti"), citizen));

        // An agreement that does not read desil provinsi and kabupaten reads none of the past either.
        var answer = await AskAsync(DesilNode.CekBansos, Query(Name), citizen);
        Assert.All(answer.Entries, entry => Assert.Equal((0u, ""), (entry.Answer.DesilProvinsi, entry.Answer.KodeKabupatenKota)));
        Assert.Contains("desil_provinsi", answer.Info.WithheldVariables);
    }

    private static Family[] Nation(string kk, string desa, uint desil) =>
    [
        SampleFamilies.Of(kk, desa, (desil, desil, desil), SampleFamilies.Person(Mover, Name)),
        SampleFamilies.Of("3204050101200002", SampleFamilies.KabupatenBandung, (5, 5, 5), SampleFamilies.Person(Stayer, "Siti")),
        SampleFamilies.Of(
            DesilNode.FarFamily, SampleFamilies.Surabaya, (6, 6, 6), SampleFamilies.Person(DesilNode.FarHead, DesilNode.FarName)),
    ];

    private static DesilQuery Query(string? name, string? kk = null) => GetDesilTests.ByNik(Mover, name, kk);

    private async Task<IEnumerable<string>> HistoryAsync(string application, DesilQuery query, params (string, string)[] headers) =>
        (await AskAsync(application, query, headers)).Entries.Select(entry =>
            $"{entry.Release} {entry.Answer.DesilNasional} {entry.Change}");

    private async Task<GetDesilHistoryResponse> AskAsync(string application, DesilQuery query, params (string, string)[] headers) =>
        await (await ClientAsync(application, headers)).GetDesilHistoryAsync(new GetDesilHistoryRequest { Query = query });

    private async Task<DesilService.DesilServiceClient> ClientAsync(string application, params (string, string)[] headers) =>
        new(await Node.AsAsync(
            application,
            [
                ("dtsen-purpose", application switch
                {
                    DesilNode.Pusdatin => "monev", DesilNode.SiksNg => "pemutakhiran", DesilNode.CekBansos => "hak-warga",
                    _ => "perencanaan",
                }),
                .. headers,
            ]));
}
