using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Releases;

public abstract class ReleaseStoreTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private TestDatabase _database = null!;
    private ReleaseStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _store = new ReleaseStore(_database.Database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_is_read_as_it_was_begun_at_the_head_of_the_change_log()
    {
        await using var log = new ChangeLog(_database.Database, TimeProvider.System);
        await log.AppendAsync(EntryKinds.Partners, "{}"u8.ToArray());
        await log.AppendAsync(EntryKinds.Partners, "{}"u8.ToArray());
        var release = ReleaseRows.Release("r-1");

        Assert.Equal(release with { SnapshotSeq = 2 }, await _store.BeginAsync(release, default));
        Assert.Equal(release with { SnapshotSeq = 2 }, await _store.FindAsync("r-1", default));
        Assert.Null(await _store.FindAsync("r-2", default));
    }

    [Fact(Timeout = Timeout)]
    public async Task Beginning_again_changes_nothing_and_a_taken_period_and_version_begins_nothing()
    {
        var first = await _store.BeginAsync(ReleaseRows.Release("r-1"), default);
        Assert.Equal(first, await _store.BeginAsync(ReleaseRows.Release("r-1", version: 2) with { BodyHash = "other" }, default));
        Assert.Null(await _store.BeginAsync(ReleaseRows.Release("r-2"), default));
        Assert.Null(await _store.FindAsync("r-2", default));
        Assert.NotNull(await _store.BeginAsync(ReleaseRows.Release("r-2", version: 2), default));
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_many_that_begin_the_same_at_once_all_get_the_one_release()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            _store.BeginAsync(ReleaseRows.Release("r-1") with { SnapshotId = $"snap-{i}" }, default))));
        Assert.Single(begun.Distinct());

        var rivals = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            _store.BeginAsync(ReleaseRows.Release($"r-rival-{i}", "2026-T4"), default))));
        Assert.Single(rivals, release => release is not null);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_kabupaten_is_complete_until_it_is_restarted()
    {
        await _store.BeginAsync(ReleaseRows.Release("r-1"), default);
        var content = new UploadContent(7, SHA256.HashData("families"u8));
        await _store.CompleteKabupatenAsync("r-1", "3204", content, default);
        await _store.CompleteKabupatenAsync("r-1", "3204", content with { Families = 9 }, default);
        await _store.CompleteKabupatenAsync("r-1", "3273", content, default);
        await _store.CompleteKabupatenAsync("r-2", "3201", content, default);

        await _store.RestartKabupatenAsync("r-1", "3273", default);

        Assert.Equal([KeyValuePair.Create("3204", 7L)], await _store.ReadCompleteAsync("r-1", default));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_change_of_state_starts_only_from_the_state_it_belongs_to()
    {
        var manifest = new ReleaseManifest { Families = 90, People = 300 };
        await _store.BeginAsync(ReleaseRows.Release("r-1"), default);
        Assert.False(await _store.MarkSealedAsync("r-1", default));
        Assert.True(await _store.ReopenAsync("r-1", default));

        Assert.True(await _store.MarkCheckedAsync("r-1", manifest, 3, default));
        Assert.False(await _store.MarkCheckedAsync("r-1", manifest, 4, default));
        Assert.Equal(
            (ReleaseState.Checked, 90L, 300L, 3L), await StateAsync("r-1"));

        Assert.True(await _store.ReopenAsync("r-1", default));
        Assert.Equal((ReleaseState.Open, 0L, 0L, 0L), await StateAsync("r-1"));
        Assert.False(await _store.MarkSealedAsync("r-1", default));

        Assert.True(await _store.MarkCheckedAsync("r-1", manifest, 3, default));
        Assert.True(await _store.MarkSealedAsync("r-1", default));
        Assert.False(await _store.MarkSealedAsync("r-1", default));
        Assert.False(await _store.ReopenAsync("r-1", default));
        Assert.Equal((ReleaseState.Sealed, 90L, 300L, 3L), await StateAsync("r-1"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_a_signature_and_an_upload_that_race_one_wins()
    {
        for (var i = 1; i <= 10; i++)
        {
            var id = $"r-{i}";
            await _store.BeginAsync(ReleaseRows.Release(id, version: i), default);
            await _store.MarkCheckedAsync(id, new ReleaseManifest(), 0, default);
            var won = await Task.WhenAll(
                Task.Run(() => _store.MarkSealedAsync(id, default)), Task.Run(() => _store.ReopenAsync(id, default)));
            Assert.Single(won, true);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_proposal_is_made_once()
    {
        var proposal = ReleaseRows.Publish("p-1", "r-1");
        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            _store.ProposeAsync(proposal with { BodyHash = $"hash {i}" }, default))));

        Assert.Single(made.Distinct());
        Assert.Equal(made[0], await _store.FindProposalAsync("p-1", default));
        Assert.Null(await _store.FindProposalAsync("p-2", default));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_list_is_newest_first_in_pages()
    {
        await BeginAsync(("r-a", "2026-T2", 1), ("r-b", "2026-T3", 10), ("r-c", "2026-T3", 9), ("r-d", "2025-T4", 2));

        var first = await _store.ListAsync("bps", ReleaseAudience.First, null, 3, default);
        Assert.Equal(["2026-T3.v10", "2026-T3.v9", "2026-T2.v1"], first.Select(release => release.Row.Name));
        var second = await _store.ListAsync("bps", ReleaseAudience.First, first[^1].Row.ReleaseVersion, 3, default);
        Assert.Equal(["2025-T4.v2"], second.Select(release => release.Row.Name));
        Assert.Empty(await _store.ListAsync("bps", ReleaseAudience.First, second[^1].Row.ReleaseVersion, 3, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task Others_see_what_is_published_to_them()
    {
        await BeginAsync(("r-open", "2026-T1", 1), ("r-first", "2026-T2", 1), ("r-all", "2026-T3", 1), ("r-back", "2026-T4", 1));
        await using var log = new ChangeLog(_database.Database, TimeProvider.System);
        var publication = new Publication(log, _store, TimeProvider.System);
        await PublishAsync(publication, "r-first", ReleaseAudience.First);
        await PublishAsync(publication, "r-all", ReleaseAudience.First, ReleaseAudience.All);
        await PublishAsync(publication, "r-back", ReleaseAudience.First, ReleaseAudience.All);
        await _store.ProposeAsync(ReleaseRows.RollBack("p-back", "r-back"), default);
        await publication.ApproveAsync("p-back", "bps.persetujuan", default);

        Assert.Equal(["2026-T4.v1", "2026-T3.v1", "2026-T2.v1", "2026-T1.v1"], await NamesAsync("bps", ReleaseAudience.All));
        Assert.Equal(["2026-T3.v1", "2026-T2.v1"], await NamesAsync("kemensos", ReleaseAudience.First));
        Assert.Equal(["2026-T3.v1"], await NamesAsync("bpkp", ReleaseAudience.All));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_is_read_with_its_audiences_and_the_proposals_that_wait()
    {
        await BeginAsync(("r-1", "2026-T3", 1));
        await using var log = new ChangeLog(_database.Database, TimeProvider.System);
        await PublishAsync(new Publication(log, _store, TimeProvider.System), "r-1", ReleaseAudience.First);
        await _store.ProposeAsync(ReleaseRows.Publish("p-again", "r-1"), default);
        await _store.ProposeAsync(ReleaseRows.Publish("p-all", "r-1", ReleaseAudience.All), default);
        await _store.ProposeAsync(ReleaseRows.RollBack("p-back", "r-1"), default);

        var release = (await _store.ReadAsync("r-1", default))!;

        Assert.Equal([ReleaseAudience.First], release.Audiences);
        Assert.Equal(["p-again", "p-all", "p-back"], release.Unapproved.Select(proposal => proposal.Id));
        Assert.Equal(["p-all", "p-back"], release.Waiting.Select(proposal => proposal.Id));
        Assert.Null(await _store.ReadAsync("r-2", default));
    }

    private async Task BeginAsync(params (string Id, string Period, int Version)[] releases)
    {
        foreach (var (id, period, version) in releases)
        {
            Assert.NotNull(await _store.BeginAsync(ReleaseRows.Release(id, period, version), default));
        }
    }

    private async Task PublishAsync(Publication publication, string releaseId, params ReleaseAudience[] audiences)
    {
        await _store.MarkCheckedAsync(releaseId, new ReleaseManifest(), 0, default);
        await _store.MarkSealedAsync(releaseId, default);
        foreach (var audience in audiences)
        {
            var proposal = await _store.ProposeAsync(ReleaseRows.Publish($"p-{releaseId}-{audience}", releaseId, audience), default);
            Assert.True((await publication.ApproveAsync(proposal.Id, "bps.persetujuan", default)).IsCarriedOut);
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(string agency, ReleaseAudience audience) =>
        (await _store.ListAsync(agency, audience, null, 100, default)).Select(release => release.Row.Name);

    private async Task<(ReleaseState State, long Families, long People, long SetAside)> StateAsync(string id)
    {
        var row = (await _store.FindAsync(id, default))!;
        return (row.ReleaseState, row.Families, row.People, row.SetAside);
    }

    public sealed class OnSqlite() : ReleaseStoreTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ReleaseStoreTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ReleaseStoreTests(cluster);
}
