using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.Releases;

public abstract class PublicationTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;
    private const string Approver = "bps.persetujuan";

    // 23:30 WIB on the day before the releases of the tests become effective.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 30, 16, 30, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private ReleaseStore _store = null!;
    private ChangeLog _log = null!;
    private Publication _publication = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _store = new ReleaseStore(_database.Database);
        _log = new ChangeLog(_database.Database, _time);
        _publication = new Publication(_log, _store, _time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _log.DisposeAsync();
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_approval_publishes_by_one_entry_that_says_it_all()
    {
        await SealedAsync("r-1");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);

        var approval = await _publication.ApproveAsync("p-1", Approver, default);

        Assert.Equal(new Approval(true, 1, 1), approval);
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal((1, EntryKinds.ReleasePublished), (entry.Seq, entry.Kind));
        Assert.Equal(
            new ReleaseEntry(
                "r-1", "2026-T3.v1", ReleaseAudience.First, new DateOnly(2026, 10, 1), 0, "bps.pemeringkatan", Approver, "validated",
                "moved_far_share 0.2 > 0.05", "the formula was corrected"),
            ReleaseEntry.Parse(entry.Payload.Span));
        var proposal = (await _store.FindProposalAsync("p-1", default))!;
        Assert.Equal((Approver, 1L), (proposal.ApprovedBy, proposal.Seq));
        var release = (await _store.ReadAsync("r-1", default))!;
        Assert.Equal((ReleaseState.Published, 0L), (release.Row.ReleaseState, release.Row.EffectiveSeq));
        Assert.Equal([ReleaseAudience.First], release.Audiences);
        Assert.Empty(release.Unapproved);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_approval_by_the_same_application_is_repeated_without_effect_and_by_another_is_too_late()
    {
        await SealedAsync("r-1");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);
        var approval = await _publication.ApproveAsync("p-1", Approver, default);

        Assert.Equal(approval, await _publication.ApproveAsync("p-1", Approver, default));
        Assert.False((await _publication.ApproveAsync("p-1", "bps.lain", default)).IsCarriedOut);
        Assert.Single(await EntriesAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_many_approvals_at_once_one_is_carried_out()
    {
        await SealedAsync("r-1");
        for (var i = 0; i < 4; i++)
        {
            await _store.ProposeAsync(ReleaseRows.Publish($"p-{i}", "r-1"), default);
        }

        // Two nodes: each has a writer of its own.
        await using var otherLog = new ChangeLog(_database.Database, _time);
        var other = new Publication(otherLog, _store, _time);
        var approvals = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _publication : other).ApproveAsync($"p-{i % 4}", Approver, default))));

        Assert.Single(await EntriesAsync());
        Assert.All(approvals.Where(approval => approval.IsCarriedOut), approval => Assert.Equal(1, approval.Seq));
        Assert.Equal(4, approvals.Count(approval => approval.IsCarriedOut));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_proposal_that_was_overtaken_is_closed()
    {
        await SealedAsync("r-1");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);
        await _store.ProposeAsync(ReleaseRows.Publish("p-all", "r-1", ReleaseAudience.All), default);
        await _store.ProposeAsync(ReleaseRows.RollBack("p-back", "r-1"), default);
        Assert.False((await _publication.ApproveAsync("p-all", Approver, default)).IsCarriedOut);
        Assert.False((await _publication.ApproveAsync("p-back", Approver, default)).IsCarriedOut);
        Assert.Empty(await EntriesAsync());

        Assert.True((await _publication.ApproveAsync("p-1", Approver, default)).IsCarriedOut);
        Assert.Equal(new Approval(true, 2, 2), await _publication.ApproveAsync("p-back", Approver, default));
        Assert.False((await _publication.ApproveAsync("p-all", Approver, default)).IsCarriedOut);
        Assert.Equal([EntryKinds.ReleasePublished, EntryKinds.ReleaseRolledBack], (await EntriesAsync()).Select(entry => entry.Kind));
        Assert.Null(ReleaseEntry.Parse((await EntriesAsync())[1].Payload.Span).Audience);
        Assert.Equal(ReleaseState.RolledBack, (await _store.FindAsync("r-1", default))!.ReleaseState);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_whose_day_has_come_is_effective_as_soon_as_it_is_published()
    {
        await SealedAsync("r-1", effectiveFrom: "2026-09-30");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);
        await _store.ProposeAsync(ReleaseRows.Publish("p-2", "r-1", ReleaseAudience.All), default);

        Assert.Equal(new Approval(true, 1, 2), await _publication.ApproveAsync("p-1", Approver, default));
        Assert.Equal(new Approval(true, 1, 2), await _publication.ApproveAsync("p-1", Approver, default));
        Assert.Equal(new Approval(true, 3, 3), await _publication.ApproveAsync("p-2", Approver, default));

        Assert.Equal(
            [EntryKinds.ReleasePublished, EntryKinds.ReleaseEffective, EntryKinds.ReleasePublished],
            (await EntriesAsync()).Select(entry => entry.Kind));
        Assert.Equal(2, (await _store.FindAsync("r-1", default))!.EffectiveSeq);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_published_release_becomes_effective_on_its_day_in_WIB_once_whoever_looks()
    {
        await SealedAsync("r-1");
        await SealedAsync("r-2", version: 2);
        await SealedAsync("r-later", version: 3, effectiveFrom: "2026-10-02");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);
        await _publication.ApproveAsync("p-1", Approver, default);
        Assert.Empty(await _publication.MakeDueEffectiveAsync(default));

        _time.Advance(TimeSpan.FromMinutes(31));
        await using var otherLog = new ChangeLog(_database.Database, _time);
        var other = new Publication(otherLog, _store, _time);
        var names = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _publication : other).MakeDueEffectiveAsync(default))));

        Assert.Equal(["2026-T3.v1"], names.SelectMany(made => made));
        var entry = (await EntriesAsync())[^1];
        Assert.Equal((2, EntryKinds.ReleaseEffective), (entry.Seq, entry.Kind));
        Assert.Equal("r-1", ReleaseEntry.Parse(entry.Payload.Span).ReleaseId);
        Assert.Equal(2, (await _store.FindAsync("r-1", default))!.EffectiveSeq);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_that_was_rolled_back_never_becomes_effective()
    {
        await SealedAsync("r-1");
        await _store.ProposeAsync(ReleaseRows.Publish("p-1", "r-1"), default);
        await _publication.ApproveAsync("p-1", Approver, default);
        await _store.ProposeAsync(ReleaseRows.RollBack("p-back", "r-1"), default);
        await _publication.ApproveAsync("p-back", Approver, default);

        _time.Advance(TimeSpan.FromDays(2));

        Assert.Empty(await _publication.MakeDueEffectiveAsync(default));
        Assert.Equal(2, (await EntriesAsync()).Count);
    }

    private async Task SealedAsync(string id, int version = 1, string effectiveFrom = "2026-10-01")
    {
        await _store.BeginAsync(ReleaseRows.Release(id, version: version, effectiveFrom: effectiveFrom), default);
        await _store.MarkCheckedAsync(id, new ReleaseManifest(), 0, default);
        Assert.True(await _store.MarkSealedAsync(id, default));
    }

    private Task<IReadOnlyList<ChangeLogEntry>> EntriesAsync() => _log.ReadAfterAsync(0, 100);

    public sealed class OnSqlite() : PublicationTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : PublicationTests(server);

    public sealed class OnCitus(CitusCluster cluster) : PublicationTests(cluster);
}
