using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.State;
using Dtsen.Exchange.Server.Tests.Desil;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Dtsen.Exchange.Server.Tests.Desil.StreamDesilTests;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;
using ReleaseService = Dtsen.Exchange.Contracts.Release.V1.ReleaseService;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class RetirementTests : IAsyncLifetime
{
    private static readonly DesilQuery Query = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName);

    private RunningNode? _node;

    private RunningNode Node => _node!;

    public async ValueTask InitializeAsync() => _node = await RunningNode.StartAsync(prepare: fresh => fresh.KeepReleases = 1);

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Of_a_retired_release_the_history_answers_and_the_rest_is_gone_from_the_disk()
    {
        var oldest = await Node.PublishAsync("2026-T2.v1", Nation(1));
        await Node.PublishAsync("2026-T3.v1", Nation(2));
        var client = await ClientAsync();
        var before = await AsOfAsync(client, "2026-T2.v1");
        using var stream = client.StreamDesil();
        await AskAsync(stream, new StreamDesilRequest { Queries = { Query }, AsOfRelease = "2026-T2.v1" });
        var held = State().Releases.All.Single(release => release.Id == oldest);
        Assert.True(held.Files.TryLease(out var lease));
        await Node.PublishAsync("2026-T3.v2", Nation(3));

        await LookAsync();

        // A stream that was bound to it ends, and says how far it came.
        var refusal = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.Aborted, "RELEASE_WITHDRAWN"), (refusal.StatusCode, new RawAnswer([], refusal).Reason));

        // A lookup by name answers as before; by the period nothing is found any more, and the others are read as ever.
        Assert.Equal(before.Answer, (await AsOfAsync(client, "2026-T2.v1")).Answer);
        Assert.Equal(1u, before.Answer.DesilNasional);
        Assert.Equal("NO_RELEASE", await ReasonAsync(async () => await client.GetDesilAsync(
            new GetDesilRequest { Query = Query, ForPeriod = "2026-T2" })));
        Assert.Equal(3u, (await client.GetDesilAsync(new GetDesilRequest { Query = Query })).Answer.DesilNasional);
        Assert.Equal("INVALID_FIELD", await ReasonAsync(async () => await client.GetDesilAsync(new GetDesilRequest
        {
            Query = GetDesilTests.ByKk(DesilNode.Family, DesilNode.Head), AsOfRelease = "2026-T2.v1",
        })));
        using var again = client.StreamDesil();
        Assert.Equal(before.Answer, (await AskAsync(again, new StreamDesilRequest { Queries = { Query }, AsOfRelease = "2026-T2.v1" }))
            .Items[0].Answer);

        // Who holds it reads on, though nothing is left on the disk but what says what it was.
        Assert.True(lease.Files.People.TryFindOrNearest(Domain.Nik.TryParse(DesilNode.Head, out var nik) ? nik : default, out var person));
        Assert.Equal(1, person.Desil.Nasional!.Value.Value);
        lease.Dispose();
        Assert.False(held.Files.TryLease(out _));
        Assert.Equal(["check", "history.table", "manifest", "signature"], FilesOf(oldest));

        var listed = await new ReleaseService.ReleaseServiceClient(await Node.AsAsync("bps.pemeringkatan"))
            .ListReleasesAsync(new ListReleasesRequest());
        Assert.Equal(
            [("2026-T3.v2", false), ("2026-T3.v1", false), ("2026-T2.v1", true)],
            listed.Releases.Select(release => (release.Name, release.Retired)));
        Assert.Equal("RELEASE_STATE", await ReasonAsync(() => Node.RollBackAsync(oldest)));
    }

    [Fact(Timeout = 240_000)]
    public async Task A_node_starts_again_without_what_is_retired_and_finishes_what_a_crash_left()
    {
        var oldest = await Node.PublishAsync("2026-T2.v1", Nation(1));
        await Node.PublishAsync("2026-T3.v1", Nation(2));
        var folder = Path.Combine(Node.DataFolder, "releases", oldest);
        using var kept = new TemporaryFolder();
        Copy(folder, kept.Inner("release"));
        await Node.PublishAsync("2026-T3.v2", Nation(3));
        await LookAsync();
        await Node.StopAsync();

        // As after a crash between the history and the unlinking; the uploads are there too.
        Copy(kept.Inner("release"), folder);
        await Node.StartAgainAsync();
        Assert.Equal(["check", "history.table", "manifest", "signature"], FilesOf(oldest));
        var client = await ClientAsync();
        Assert.Equal(1u, (await AsOfAsync(client, "2026-T2.v1")).Answer.DesilNasional);
        Assert.Equal(3u, (await client.GetDesilAsync(new GetDesilRequest { Query = Query })).Answer.DesilNasional);

        // As after a crash before the history was whole: it is made again, the same bytes.
        await Node.StopAsync();
        Copy(kept.Inner("release"), folder);
        File.Delete(Path.Combine(folder, "history", "history.table"));
        await Node.StartAgainAsync();
        Assert.Equal(["check", "history.table", "manifest", "signature"], FilesOf(oldest));
        Assert.Equal(1u, (await AsOfAsync(await ClientAsync(), "2026-T2.v1")).Answer.DesilNasional);

        // A history that is another is refused by its name.
        await Node.StopAsync();
        var history = Path.Combine(folder, "history", "history.table");
        var bytes = await File.ReadAllBytesAsync(history);
        bytes[9] ^= 1;
        File.Delete(history);
        await File.WriteAllBytesAsync(history, bytes);
        var fault = await Assert.ThrowsAsync<IOException>(() => Node.StartAgainAsync());
        Assert.Contains($"Release {oldest}: history.table", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_release_that_was_rolled_back_is_history_and_retires_when_another_takes_its_place()
    {
        await Node.PublishAsync("2026-T2.v1", Nation(1));
        var wrong = await Node.PublishAsync("2026-T3.v1", Nation(9));
        await Node.RollBackAsync(wrong);
        await LookAsync();
        Assert.False(State().Releases.All.Single(release => release.Id == wrong).IsRetired);
        Assert.Equal("RELEASE_WITHDRAWN", await ReasonAsync(async () => await AsOfAsync(await ClientAsync(), "2026-T3.v1")));

        await Node.PublishAsync("2026-T3.v2", Nation(2));
        await LookAsync();

        Assert.True(State().Releases.All.Single(release => release.Id == wrong).IsRetired);
        Assert.Equal("RELEASE_WITHDRAWN", await ReasonAsync(async () => await AsOfAsync(await ClientAsync(), "2026-T3.v1")));
        var history = await (await ClientAsync()).GetDesilHistoryAsync(new GetDesilHistoryRequest { Query = Query });
        Assert.Equal(
            [
                ("2026-T3.v2", 2u, 1, true, false, false), ("2026-T3.v1", 9u, 0, false, true, true),
                ("2026-T2.v1", 1u, 0, false, false, false),
            ],
            history.Entries.Select(entry => (
                entry.Release, entry.Answer.DesilNasional, entry.Change, entry.Current, entry.RolledBack, entry.Retired)));
    }

    private static Family[] Nation(uint desil) =>
    [
        SampleFamilies.Of(
            DesilNode.Family, SampleFamilies.KabupatenBandung, (desil, desil, desil),
            SampleFamilies.Person(DesilNode.Head, DesilNode.HeadName)),
    ];

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
            {
                File.Copy(path, target);
            }
        }
    }

    private NodeState State() => Node.Services.GetRequiredService<NodeStateSource>().Current;

    private Task LookAsync() => Node.Services.GetRequiredService<Retirement>().LookAsync(CancellationToken.None);

    private IEnumerable<string?> FilesOf(string release) => Directory
        .EnumerateFiles(Path.Combine(Node.DataFolder, "releases", release), "*", SearchOption.AllDirectories)
        .Select(Path.GetFileName)
        .Order(StringComparer.Ordinal);

    private async Task<DesilService.DesilServiceClient> ClientAsync() =>
        new(await Node.AsAsync(DesilNode.Pusdatin, ("dtsen-purpose", "monev")));

    private static async Task<GetDesilResponse> AsOfAsync(DesilService.DesilServiceClient client, string release) =>
        await client.GetDesilAsync(new GetDesilRequest { Query = Query, AsOfRelease = release });

    private static async Task<string> ReasonAsync(Func<Task> call) =>
        new RawAnswer([], await Assert.ThrowsAsync<RpcException>(call)).Reason;
}
