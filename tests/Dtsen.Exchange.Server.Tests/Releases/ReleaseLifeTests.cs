using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.State;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Audience = Dtsen.Exchange.Domain.Partners.ReleaseAudience;

namespace Dtsen.Exchange.Server.Tests.Releases;

public abstract class ReleaseLifeTests(ITestDatabases databases)
{
    private const int Timeout = 180_000;
    private const string Bandung = "3204";
    private const string KotaBandung = "3273";

    [Fact(Timeout = Timeout)]
    public async Task A_quarter_goes_from_the_upload_to_the_lookups_of_first_and_all()
    {
        await using var database = await databases.NewAsync();
        await using var node = await RunningNode.StartAsync(database: database.Connection);
        var bps = await BpsClient.OfAsync(node);
        var pusdatin = new DesilService.DesilServiceClient(await node.AsAsync("kemensos.pusdatin", ("dtsen-purpose", "monev")));
        var bpjs = new DesilService.DesilServiceClient(await node.AsAsync("bpjs-kesehatan.pbi-jk", ("dtsen-purpose", "pbi-jk")));
        var request = new GetDesilRequest { Query = Query(row: 6) };

        var release = await bps.SealedAsync(
            "2026-T1", 1, null, (Bandung, RankingSample.Families(Bandung, 10)), (KotaBandung, RankingSample.Families(KotaBandung, 5)));
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "NO_RELEASE", async () => await pusdatin.GetDesilAsync(request));

        await bps.PublishAsync(release.Id, ReleaseAudience.First);
        var answer = await pusdatin.GetDesilAsync(request);
        Assert.Equal((DesilOutcome.Ranked, 7u), (answer.Answer.Outcome, answer.Answer.DesilNasional));
        Assert.Equal("2026-T1.v1", answer.Info.ReadAt.Release);
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "NO_RELEASE", async () => await bpjs.GetDesilAsync(request));

        await bps.PublishAsync(release.Id, ReleaseAudience.All);
        Assert.Equal(7u, (await bpjs.GetDesilAsync(request)).Answer.DesilNasional);

        // The next quarter moves the family; a roll-back brings the quarter before back.
        var next = await bps.SealedAsync("2026-T2", 1, null, (Bandung, RankingSample.Families(Bandung, 10, (_, family) =>
        {
            family.DesilNasional = 2;
            family.DesilProvinsi = 2;
            family.DesilKabupatenKota = 2;
        })));
        await bps.PublishAsync(next.Id, ReleaseAudience.First);
        Assert.Equal(2u, (await pusdatin.GetDesilAsync(request)).Answer.DesilNasional);
        Assert.Equal(7u, (await bpjs.GetDesilAsync(request)).Answer.DesilNasional);
        await bps.ApproveAsync(await bps.ProposeRollBackAsync(next.Id));
        Assert.Equal(7u, (await pusdatin.GetDesilAsync(request)).Answer.DesilNasional);
        Assert.DoesNotContain(node.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact(Timeout = Timeout)]
    public async Task Whatever_was_answered_stands_after_the_node_was_stopped_and_started_again()
    {
        await using var database = await databases.NewAsync();
        await using var node = await RunningNode.StartAsync(database: database.Connection);
        var bps = await BpsClient.OfAsync(node);
        var bandung = RankingSample.Families(Bandung, 30);
        var kota = RankingSample.Families(KotaBandung, 6);
        var release = await bps.BeginAsync("2026-T1");
        var cut = await bps.OpenAsync(release.Id);
        await cut.PageAsync(KotaBandung, 0, kota);
        await cut.CompleteAsync(KotaBandung, kota);
        await cut.PageAsync(Bandung, 0, bandung.Take(20));

        bps = await AgainAsync(node);
        using (var upload = await bps.OpenAsync(release.Id))
        {
            Assert.Equal(
                [(Bandung, 20L, false), (KotaBandung, 6L, true)],
                upload.Opened.Select(position => (position.KodeKabupatenKota, position.Rows, position.Complete)));
            await upload.PageAsync(Bandung, 20, bandung.Skip(20));
            await upload.CompleteAsync(Bandung, bandung);
        }

        var manifest = (await bps.CheckAsync(release.Id)).Manifest;
        bps = await AgainAsync(node);
        Assert.Equal(manifest, (await bps.CheckAsync(release.Id)).Manifest);
        await bps.SealAsync(release.Id);
        var proposal = await bps.ProposeAsync(release.Id, ReleaseAudience.First);

        bps = await AgainAsync(node);
        var approval = await bps.ApproveAsync(proposal);
        bps = await AgainAsync(node);
        var published = node.Services.GetRequiredService<NodeStateSource>().Current.Releases.Find(Audience.First, null)!;
        Assert.Equal((release.Id, 36L, 72L), (published.Id, published.Files.Manifest.Families, published.Files.Manifest.People));
        Assert.Equal(approval.Seq, (await bps.ApproveAsync(proposal)).Seq);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_whose_files_are_damaged_is_not_published_until_they_are_whole_again()
    {
        await using var database = await databases.NewAsync();
        await using var node = await RunningNode.StartAsync(database: database.Connection);
        var bps = await BpsClient.OfAsync(node);
        var release = await bps.SealedAsync("2026-T1", 1, null, (Bandung, RankingSample.Families(Bandung, 4)));
        var proposal = await bps.ProposeAsync(release.Id, ReleaseAudience.First);
        var file = Directory.GetFiles(Path.Combine(node.DataFolder, "releases", release.Id), "people.table", SearchOption.AllDirectories)
            .Single();
        var stored = Path.Combine(node.DataFolder, "artefacts", "releases", release.Id, "people.table");
        var whole = await File.ReadAllBytesAsync(file);
        await node.StopAsync();
        await ReplaceAsync(file, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
        await ReplaceAsync(stored, [.. whole[..^1], (byte)(whole[^1] ^ 2)]);
        await node.StartAgainAsync();
        bps = await BpsClient.OfAsync(node);

        await Refusal.AssertAsync(StatusCode.Internal, "INTERNAL", () => bps.ApproveAsync(proposal));
        Assert.Empty(node.Services.GetRequiredService<NodeStateSource>().Current.Releases.NewestFirst);

        // What is damaged on the node is fetched from the artefacts again.
        await ReplaceAsync(stored, whole);
        Assert.Equal(ReleaseState.Published, (await bps.ApproveAsync(proposal)).Release.State);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_application_that_was_given_the_other_scope_cannot_approve_what_it_proposed()
    {
        await using var database = await databases.NewAsync();
        await using var node = await RunningNode.StartAsync(database: database.Connection);
        var bps = await BpsClient.OfAsync(node);
        var release = await bps.SealedAsync("2026-T1", 1, null, (Bandung, RankingSample.Families(Bandung, 1)));
        var request = new ApproveReleaseRequest { ProposalId = (await bps.ProposeAsync(release.Id, ReleaseAudience.First)).Id };
        node.EditPartner("bps", partner => partner["applications"]![0]!["agreement"]!["scopes"] = new JsonArray("release.approve"));
        var states = node.Services.GetRequiredService<NodeStateSource>();
        await node.UntilAsync(() =>
            states.Current.Partners.FindApplication(BpsClient.Uploader)!.Agreement.Scopes.Contains("release.approve"));

        var proposer = new ReleaseService.ReleaseServiceClient(await node.AsAsync(BpsClient.Uploader));
        await Refusal.AssertAsync(
            StatusCode.PermissionDenied, "SAME_APPLICATION", async () => await proposer.ApproveReleaseAsync(request));

        Assert.Equal(ReleaseState.Published, (await bps.Approvals.ApproveReleaseAsync(request)).Release.State);
        await Refusal.AssertAsync(
            StatusCode.PermissionDenied, "SAME_APPLICATION", async () => await proposer.ApproveReleaseAsync(request));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_becomes_effective_when_its_day_comes()
    {
        var clock = RunningNode.NewClock();
        await using var database = await databases.NewAsync();
        await using var node = await RunningNode.StartAsync(clock, database.Connection);
        var bps = await BpsClient.OfAsync(node);
        var tomorrow = Wib.Today(clock).AddDays(1);
        var period = Period.Containing(tomorrow.AddDays(-1));
        var families = RankingSample.Families(Bandung, 2);
        var release = await bps.SealedAsync(period.ToString(), 1, tomorrow, (Bandung, families));
        await bps.PublishAsync(release.Id, ReleaseAudience.First);
        var states = node.Services.GetRequiredService<NodeStateSource>();
        Assert.Null(states.Current.Releases.Find(Audience.First, null));
        Assert.Equal(release.Id, states.Current.Releases.Find(Audience.First, period)!.Id);

        clock.Advance(Wib.StartOf(tomorrow) - clock.GetUtcNow());
        await node.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return states.Current.Releases.Find(Audience.First, null) is not null;
        });

        Assert.Equal(release.Id, states.Current.Releases.Find(Audience.First, null)!.Id);
    }

    private static async Task<BpsClient> AgainAsync(RunningNode node)
    {
        await node.StopAsync();
        await node.StartAgainAsync();
        return await BpsClient.OfAsync(node);
    }

    private static async Task ReplaceAsync(string path, byte[] content)
    {
        File.Delete(path);
        await File.WriteAllBytesAsync(path, content);
    }

    private static DesilQuery Query(int row)
    {
        var family = RankingSample.Family(Bandung, row);
        return new DesilQuery
        {
            Nik = family.Members[0].NomorIndukKependudukan,
            ProofFamilyNumber = family.NomorKartuKeluarga,
        };
    }

    public sealed class OnSqlite() : ReleaseLifeTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ReleaseLifeTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ReleaseLifeTests(cluster);
}
