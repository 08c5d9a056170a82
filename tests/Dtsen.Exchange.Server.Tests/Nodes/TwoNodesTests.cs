using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.State;
using Dtsen.Exchange.Server.Tests.Releases;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Nodes;

/// <summary>Two real nodes of one exchange: one PostgreSQL, which holds the artefacts too, and one authority.</summary>
public sealed class TwoNodesTests(PostgreSqlServer postgreSql) : IAsyncLifetime
{
    private const int Timeout = 240_000;
    private const string Bandung = "3204";
    private const string Ministry = "kemensos.pusdatin";

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
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { _second, _first })
        {
            await (node?.DisposeAsync() ?? default);
        }

        await (_database?.DisposeAsync() ?? default);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_that_is_uploaded_to_one_is_staged_on_both_before_it_is_published_and_read_on_both_after()
    {
        var bps = await BpsClient.OfAsync(_first);
        var release = await bps.SealedAsync("2026-T1", 1, null, (Bandung, RankingSample.Families(Bandung, 30)));
        await bps.PublishAsync(release.Id, ReleaseAudience.First);

        var listed = Assert.Single((await bps.Releases.ListReleasesAsync(new ListReleasesRequest())).Releases);
        Assert.Equal(["node-1", "node-2"], listed.Staging.Select(node => node.Node));
        Assert.All(listed.Staging, node => Assert.True(node.Live && node.StageTime is not null));
        var answer = await LookUpAsync(_first, 4);
        var other = await LookUpAsync(_second, 4, answer.Info.ReadAt.Seq);
        Assert.Equal((answer.Answer, "2026-T1.v1"), (other.Answer, other.Info.ReadAt.Release));

        // Sealing is answered the same by a node that has never had the upload.
        var again = await (await BpsClient.OfAsync(_second)).CheckAsync(release.Id);
        Assert.Equal((30L, ReleaseState.Published), (again.Release.Families, again.Release.State));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_was_away_has_what_it_lacks_before_it_answers()
    {
        var bps = await BpsClient.OfAsync(_first);
        await _second.StopAsync();
        var older = await bps.SealedAsync("2026-T1", 1, null, (Bandung, RankingSample.Families(Bandung, 8)));
        await bps.PublishAsync(older.Id, ReleaseAudience.First);
        var taken = await bps.SealedAsync("2026-T1", 2, null, (Bandung, RankingSample.Families(Bandung, 9)));
        await bps.PublishAsync(taken.Id, ReleaseAudience.First);
        await bps.ApproveAsync(await bps.ProposeRollBackAsync(taken.Id));

        await _second.StartAgainAsync();

        var answer = await LookUpAsync(_second, 4);
        Assert.Equal("2026-T1.v1", answer.Info.ReadAt.Release);
        Assert.Equal(older.Id, Assert.Single(StateOf(_second).Releases.NewestFirst).Id);

        // What was taken back meanwhile nobody reads; what stood in it is history, here as on the node that had it.
        var history = StateOf(_second).Releases.All.Single(release => release.Id == taken.Id);
        Assert.Equal((true, true), (history.IsRolledBack, history.Files.WasOpened));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_client_goes_where_the_upload_is_and_survives_the_restart_of_its_node()
    {
        await using var client = ClientOf(BpsClient.Uploader, _second, _first);
        var begun = (await client.Release.BeginReleaseAsync(
            BpsClient.NewRelease("uji-1", "2026-T1", 1, new DateOnly(2026, 1, 1)))).Release;
        var families = RankingSample.Families(Bandung, 40).Select(family => family.Memory).ToList();
        var bps = await BpsClient.OfAsync(_first);
        using (var upload = await bps.OpenAsync(begun.Id))
        {
            await upload.PageAsync(Bandung, 0, RankingSample.Families(Bandung, 10));
            await upload.EndAsync();
        }

        var elsewhere = await BpsClient.OfAsync(_second);
        await Refusal.AssertAsync(StatusCode.Unavailable, "UPLOAD_ELSEWHERE", () => elsewhere.OpenAsync(begun.Id));
        await Refusal.AssertAsync(StatusCode.Unavailable, "UPLOAD_ELSEWHERE", () => elsewhere.CheckAsync(begun.Id));
        var seen = new List<long>();
        var progress = new SynchronousProgress(update => seen.Add(update.TotalRows));
        var uploader = new RankingUploader(client.Release);
        Assert.Equal(40, await uploader.UploadAsync(begun.Id, [new KabupatenSource(Bandung, () => families)], progress));

        Assert.Equal(10, seen[0]);
        var check = await client.Release.SealReleaseAsync(new SealReleaseRequest { ReleaseId = begun.Id });
        Assert.Equal((40L, 0), (check.Release.Families, check.SetAside.Count));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_caller_that_saw_a_state_on_one_node_is_not_answered_from_an_older_one_by_the_other()
    {
        var seq = StateOf(_first).Seq;
        var refusal = await Refusal.AssertAsync(
            StatusCode.Unavailable, "READ_AT_NOT_REACHED", () => LookUpAsync(_second, 1, seq + 1000));
        Assert.NotNull(refusal.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        foreach (var wrong in new[] { "-1", "1.5", "abc", "99999999999999999999" })
        {
            var invoker = await _second.AsAsync(Ministry, ("dtsen-min-read-at", wrong), ("dtsen-purpose", "monev"));
            await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => LookUpAsync(invoker, 1));
        }

        var bps = await BpsClient.OfAsync(_first);
        for (var version = 1; version <= 3; version++)
        {
            var release = await bps.SealedAsync("2026-T1", version, null, (Bandung, RankingSample.Families(Bandung, 5)));
            var published = await bps.PublishAsync(release.Id, ReleaseAudience.First);

            // Without the header the second node may be a quarter of a second behind; with it, it never is.
            var answer = await LookUpAsync(_second, 1, published.Info.ReadAt.Seq);
            Assert.Equal($"2026-T1.v{version}", answer.Info.ReadAt.Release);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_with_yesterdays_files_writes_nothing_back_and_a_change_on_it_counts_everywhere()
    {
        Rename(_first, "BPS baru");
        await _second.UntilAsync(() => NameOfBps(_second) == "BPS baru");

        await _second.StopAsync();
        await _second.StartAgainAsync();
        await _first.UntilAsync(() => StateOf(_first).Seq == StateOf(_second).Seq);
        Assert.Equal(("BPS baru", "BPS baru"), (NameOfBps(_first), NameOfBps(_second)));
        Assert.Contains(_second.Log.Lines, line => line.Event == 3009);

        Rename(_second, "BPS kedua");
        await _first.UntilAsync(() => NameOfBps(_first) == "BPS kedua");

        // Back to what was in force before: a change like any other.
        Rename(_second, "BPS baru");
        await _first.UntilAsync(() => NameOfBps(_first) == "BPS baru");
    }

    private static NodeState StateOf(RunningNode node) => node.Services.GetRequiredService<NodeStateSource>().Current;

    private static string NameOfBps(RunningNode node) => StateOf(node).Partners.FindAgency("bps")!.Name;

    private static void Rename(RunningNode node, string name) => node.EditPartner("bps", partner => partner["agency"]!["name"] = name);

    private static async Task<GetDesilResponse> LookUpAsync(RunningNode node, int row, long minReadAt = 0) =>
        await LookUpAsync(await node.AsAsync(Ministry, ("dtsen-purpose", "monev"), ("dtsen-min-read-at", $"{minReadAt}")), row);

    private static async Task<GetDesilResponse> LookUpAsync(CallInvoker invoker, int row) =>
        await new DesilService.DesilServiceClient(invoker).GetDesilAsync(new GetDesilRequest
        {
            Query = new DesilQuery { Nik = RankingSample.Family(Bandung, row).Members[0].NomorIndukKependudukan },
            ForPeriod = "2026-T1",
        });

    private ExchangeClient ClientOf(string application, RunningNode node, RunningNode other)
    {
        _first.Certificate(application);
        var folder = _first.Ca.Folder;
        var options = ExchangeClientOptions.FromPem(
            node.Node.Address, _first.Node.Authority, application, folder.ApplicationCertificate(application),
            folder.ApplicationKey(application), folder.CaCertificate);
        return new ExchangeClient(options with { OtherNodes = [other.Node.Address] });
    }

    private sealed class SynchronousProgress(Action<UploadProgress> report) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => report(value);
    }
}
