using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Partners;

public abstract class SuspensionStoreTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private TestDatabase _database = null!;
    private ChangeLog _log = null!;
    private SuspensionStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _log = new ChangeLog(_database.Database, TimeProvider.System);
        _store = new SuspensionStore(_log);
    }

    public async ValueTask DisposeAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_suspension_and_its_end_are_each_a_row_and_an_entry_with_all_that_a_node_needs()
    {
        await _log.AppendAsync(EntryKinds.Partners, "{}"u8.ToArray());

        var (suspended, by) = await _store.CarryOutAsync(Row("s-1"), default);
        var standing = await StandingAsync();
        var (resumed, _) = await _store.CarryOutAsync(Row("s-2", SuspensionRow.Resume), default);

        Assert.Equal((2L, 1L), (suspended.Seq, suspended.IsChange));
        Assert.Equal(suspended, by);
        Assert.Equal(
            [new Suspension(new SuspensionSubject(SuspensionKind.Agency, "bps"), "why s-1", "op.a", DateTimeOffset.UnixEpoch, 2)],
            standing.OldestFirst);
        Assert.Equal((3L, 1L), (resumed.Seq, resumed.IsChange));
        Assert.Empty((await StandingAsync()).OldestFirst);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_repetition_changes_nothing_and_answers_the_same_whatever_happened_since()
    {
        var first = await _store.CarryOutAsync(Row("s-1"), default);
        await _store.CarryOutAsync(Row("s-2", SuspensionRow.Resume), default);

        Assert.Equal(first, await _store.CarryOutAsync(Row("s-1") with { BodyHash = "another", CreatedAt = 9 }, default));
        Assert.Empty((await StandingAsync()).OldestFirst);
        Assert.Equal(2, await _log.ReadHeadAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_is_suspended_already_stays_so_for_the_first_reason_and_one_resume_lifts_it()
    {
        var (first, _) = await _store.CarryOutAsync(Row("s-1"), default);
        var (second, by) = await _store.CarryOutAsync(Row("s-2"), default);

        Assert.Equal((first.Seq, 0L), (second.Seq, second.IsChange));
        Assert.Equal(first, by);
        Assert.Equal((second, by), await _store.CarryOutAsync(Row("s-2"), default));
        Assert.Equal("why s-1", Assert.Single((await StandingAsync()).OldestFirst).Reason);

        await _store.CarryOutAsync(Row("s-3", SuspensionRow.Resume), default);
        Assert.Empty((await StandingAsync()).OldestFirst);
        var (third, _) = await _store.CarryOutAsync(Row("s-4"), default);
        Assert.Equal(1L, third.IsChange);
    }

    [Fact(Timeout = Timeout)]
    public async Task Where_there_is_nothing_to_resume_nothing_is_told_to_anybody()
    {
        var (made, by) = await _store.CarryOutAsync(Row("s-1", SuspensionRow.Resume), default);

        Assert.Equal((0L, 0L), (made.Seq, made.IsChange));
        Assert.Null(by);
        Assert.Equal(0, await _log.ReadHeadAsync());

        await _store.CarryOutAsync(Row("s-2"), default);
        Assert.Equal((made, null), await _store.CarryOutAsync(Row("s-1", SuspensionRow.Resume), default));
        Assert.Single((await StandingAsync()).OldestFirst);
    }

    [Fact(Timeout = Timeout)]
    public async Task Kinds_of_one_id_are_suspended_apart()
    {
        foreach (var kind in Enum.GetValues<SuspensionKind>())
        {
            await _store.CarryOutAsync(Row($"s-{kind}") with { Kind = (long)kind }, default);
        }

        await _store.CarryOutAsync(Row("s-back", SuspensionRow.Resume) with { Kind = (long)SuspensionKind.Agreement }, default);

        Assert.Equal(
            [SuspensionKind.Agency, SuspensionKind.Application, SuspensionKind.Certificate],
            (await StandingAsync()).OldestFirst.Select(suspension => suspension.Subject.Kind));
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_many_nodes_that_suspend_at_once_one_does_and_all_answer_by_it()
    {
        await using var other = new ChangeLog(_database.Database, TimeProvider.System);
        SuspensionStore[] nodes = [_store, new SuspensionStore(other)];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            nodes[i % 2].CarryOutAsync(Row($"s-{i}"), default))));

        Assert.Single(outcomes, outcome => outcome.Request.IsChange == 1);
        Assert.Single(outcomes.Select(outcome => outcome.By).Distinct());
        Assert.Equal(1, await _log.ReadHeadAsync());
    }

    private async Task<Suspensions> StandingAsync()
    {
        var entries = await _log.ReadAfterAsync(0, 100);
        return entries.Where(entry => entry.Kind == EntryKinds.Suspension).Aggregate(
            Suspensions.None, (standing, entry) => SuspensionEntry.Parse(entry.Payload.Span).ApplyTo(standing, entry.Seq));
    }

    private static SuspensionRow Row(string id, long action = SuspensionRow.Suspend) =>
        new(id, "hash " + id, action, (long)SuspensionKind.Agency, "bps", "why " + id, "op.a", 0);

    public sealed class OnSqlite() : SuspensionStoreTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : SuspensionStoreTests(server);

    public sealed class OnCitus(CitusCluster cluster) : SuspensionStoreTests(cluster);
}
