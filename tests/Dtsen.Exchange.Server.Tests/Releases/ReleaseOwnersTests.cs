using System.Net;
using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Nodes;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.Tests.Sql;
using Google.Protobuf.Collections;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>Nodes that share a database: which of them has the families of an open release, and which of them count.</summary>
public abstract class ReleaseOwnersTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;
    private const string Release = "r-1";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private ReleaseStore _store = null!;
    private NodeRegistry _nodes = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _store = new ReleaseStore(_database.Database);
        _nodes = new NodeRegistry(_database.Database);
        await _store.BeginAsync(ReleaseRows.Release(Release), default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_nodes_that_are_asked_at_once_one_owns_it_and_the_others_say_where_it_is()
    {
        var names = Enumerable.Range(1, 4).Select(i => $"node-{i}").ToList();
        foreach (var name in names)
        {
            await BeatAsync(name);
        }

        var outcomes = await Task.WhenAll(names.Select(name => Task.Run(async () => (name, Refusal: await AskAsync(name)))));

        var owner = Assert.Single(outcomes, outcome => outcome.Refusal is null).name;
        foreach (var (_, refusal) in outcomes.Where(outcome => outcome.Refusal is not null))
        {
            Assert.Equal((StatusCode.Unavailable, "UPLOAD_ELSEWHERE"), (refusal!.StatusCode, Refusal.ReasonOf(refusal)));
            Assert.Equal($"https://{owner}.uji:8443/", MetadataOf(refusal)["address"]);
        }

        Assert.Null(await AskAsync(owner));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_owner_that_is_silent_keeps_what_it_has_and_the_refusal_says_what_to_do()
    {
        await BeatAsync("node-1");
        Assert.Null(await AskAsync("node-1"));
        _time.Advance(TimeSpan.FromHours(23));
        await BeatAsync("node-2");
        await _nodes.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromDays(1), null, default);

        var refusal = (await AskAsync("node-2"))!;

        Assert.Contains("dtsen node forget node-1", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.False(MetadataOf(refusal).ContainsKey("address"));
        Assert.Null(await AskAsync("node-1"));
    }

    [Fact(Timeout = Timeout)]
    public async Task When_the_owner_is_forgotten_the_next_that_is_asked_begins_anew()
    {
        await BeatAsync("node-1");
        Assert.Null(await AskAsync("node-1"));
        await _store.CompleteKabupatenAsync(Release, "3204", new UploadContent(3, new byte[32]), default);
        await _store.MarkCheckedAsync(Release, new ReleaseManifest { Families = 3 }, 0, default);
        Directory.CreateDirectory(Path.Combine(FolderOf("node-2"), Release, "upload"));
        _time.Advance(TimeSpan.FromDays(2));
        await BeatAsync("node-2");
        Assert.Equal(["node-1"], await _nodes.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromDays(1), null, default));

        Assert.Null(await AskAsync("node-2"));

        Assert.Empty(await _store.ReadCompleteAsync(Release, default));
        var row = (await _store.FindAsync(Release, default))!;
        Assert.Equal((ReleaseState.Open, 0L), (row.ReleaseState, row.Families));
        Assert.False(Directory.Exists(Path.Combine(FolderOf("node-2"), Release)));
        await BeatAsync("node-1");
        Assert.Equal("node-2", MetadataOf((await AskAsync("node-1"))!)["node"]);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_publication_waits_for_the_nodes_that_are_live_and_lack_the_release()
    {
        await _store.MarkCheckedAsync(Release, new ReleaseManifest(), 0, default);
        await _store.MarkSealedAsync(Release, default);
        await BeatAsync("node-dead");
        _time.Advance(TimeSpan.FromSeconds(31));
        foreach (var name in new[] { "node-1", "node-2", "node-3" })
        {
            await BeatAsync(name);
        }

        await _nodes.BeatAsync(RowOf("node-3") with { Stopped = 1 }, default);
        Assert.Empty(await StagingsOf("node-1").ListMissingAsync("node-1", default));
        await MarkStoredAsync();
        Assert.Equal([Release], await StagingsOf("node-1").ListMissingAsync("node-1", default));

        await StagingsOf("node-1").AddAsync(Release, default);

        Assert.Empty(await StagingsOf("node-1").ListMissingAsync("node-1", default));
        var staging = (await StagingsOf("node-1").ReadAsync([Release], default))[Release].ToList();
        Assert.Equal(["node-1", "node-2"], staging.Select(node => node.Node));
        Assert.Equal(["node-2"], staging.Where(node => node.IsMissing).Select(node => node.Node));

        // A node that starts again may have lost what it had.
        await _nodes.RegisterAsync(RowOf("node-1"), default);
        Assert.Equal([Release], await StagingsOf("node-1").ListMissingAsync("node-1", default));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_live_node_is_forgotten_by_nobody()
    {
        await BeatAsync("node-1");
        await BeatAsync("node-2");
        await _nodes.BeatAsync(RowOf("node-2") with { Stopped = 1 }, default);

        Assert.Empty(await _nodes.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromSeconds(30), "node-1", default));
        Assert.Empty(await _nodes.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromSeconds(30), null, default));
        Assert.Equal(["node-2"], await _nodes.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromSeconds(30), "node-2", default));
        Assert.Equal(["node-1"], (await _nodes.ListAsync(default)).Select(node => node.Name));
    }

    private static MapField<string, string> MetadataOf(RpcException refusal) =>
        refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata;

    private async Task<RpcException?> AskAsync(string node)
    {
        Directory.CreateDirectory(_folder.Inner("keys"));
        using var files = new ReleaseFiles(FolderOf(node), ReleaseKeys.Load(_folder.Inner("keys")));
        await using var uploads = new ReleaseUploads(_store, files);
        var owners = new ReleaseOwners(_database.Database, uploads, files, OptionsOf(node), NullLogger<ReleaseOwners>.Instance);
        try
        {
            await owners.RequireAsync(Release, default);
            return null;
        }
        catch (RpcException refusal)
        {
            return refusal;
        }
    }

    private Task BeatAsync(string node) => _nodes.BeatAsync(RowOf(node), default);

    private NodeRow RowOf(string node) => new(node, $"https://{node}.uji:8443/", _time.GetUtcNow().ToUtcMicroseconds(), 0, 7);

    private ReleaseStagings StagingsOf(string node) => new(_database.Database, _nodes, OptionsOf(node));

    private string FolderOf(string node) => _folder.Inner(node);

    private async Task MarkStoredAsync()
    {
        await using var connection = await _database.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into artefacts (name, size, sha256, stored_at) values ('releases/r-1/signature', 1, @sha256, 1)",
            new { sha256 = new byte[32] });
    }

    private ExchangeOptions OptionsOf(string node) => new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        ServerCertificate = null!,
        ClientAuthority = null!,
        RevocationListFile = "",
        Authority = new Uri("https://localhost"),
        AuthorityRoots = [],
        ConfigFolder = "",
        DataFolder = FolderOf(node),
        ReleaseKeysFolder = "",
        EndUserKeyFile = "",
        SubjectKeyFile = "",
        CheckpointKeyFile = "",
        ArtefactFolder = null,
        NodeName = node,
        Time = _time,
    };

    public sealed class OnSqlite() : ReleaseOwnersTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ReleaseOwnersTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ReleaseOwnersTests(cluster);
}
