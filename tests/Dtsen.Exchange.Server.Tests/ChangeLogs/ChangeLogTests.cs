using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.ChangeLogs;

public abstract class ChangeLogTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private TestDatabase _database = null!;
    private LogNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _node = new LogNode(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _node.DisposeAsync();
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_new_log_is_empty()
    {
        Assert.Equal(0, await _node.Log.ReadHeadAsync());
        Assert.Empty(await _node.Log.ReadAfterAsync(0, 10));
        Assert.Null(await _node.Log.ReadLatestAsync("test"));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_entry_is_read_as_it_was_written()
    {
        var now = new DateTimeOffset(2026, 9, 30, 23, 59, 59, TimeSpan.FromHours(7)) + TimeSpan.FromMicroseconds(123_456);
        await using var node = new LogNode(_database, new FakeTimeProvider(now));
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        var seq = await node.Log.AppendAsync("kind.one", bytes.AsMemory(3, 200));

        var entry = Assert.Single(await _node.Log.ReadAfterAsync(0, 10));
        Assert.Equal(1, seq);
        Assert.Equal((1, "kind.one", now), (entry.Seq, entry.Kind, entry.RecordedAt));
        Assert.Equal(TimeSpan.Zero, entry.RecordedAt.Offset);
        Assert.Equal(bytes[3..203], entry.Payload.ToArray());
    }

    [Fact(Timeout = Timeout)]
    public async Task A_payload_may_be_empty_or_large()
    {
        var large = new byte[3 << 20];
        new Random(7).NextBytes(large);
        await _node.Log.AppendAsync("empty", ReadOnlyMemory<byte>.Empty);
        await _node.Log.AppendAsync("large", large);

        var entries = await _node.Log.ReadAfterAsync(0, 10);
        Assert.Equal(0, entries[0].Payload.Length);
        Assert.Equal(large, entries[1].Payload.ToArray());
    }

    [Fact(Timeout = Timeout)]
    public async Task Reading_begins_after_a_number_and_ends_at_a_limit()
    {
        await _node.Log.AppendAsync((_, _) => Entries(Enumerable.Range(1, 10).Select(i => $"{i}")));

        Assert.Equal([4, 5, 6], (await _node.Log.ReadAfterAsync(3, 3)).Select(entry => entry.Seq));
        Assert.Equal([9, 10], (await _node.Log.ReadAfterAsync(8, 3)).Select(entry => entry.Seq));
        Assert.Empty(await _node.Log.ReadAfterAsync(10, 3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _node.Log.ReadAfterAsync(0, 0));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_latest_of_a_kind_is_found_beneath_entries_of_others()
    {
        await _node.Log.AppendAsync("one", LogNode.Payload("old"));
        await _node.Log.AppendAsync("one", LogNode.Payload("new"));
        await _node.Log.AppendAsync("two", LogNode.Payload("other"));

        Assert.Equal("new", LogNode.Text((await _node.Log.ReadLatestAsync("one"))!));
    }

    [Fact(Timeout = Timeout)]
    public async Task Work_and_its_entries_are_committed_together()
    {
        await CreateThingsAsync();

        var result = await _node.Log.AppendAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into things (id) values (1)", transaction: transaction);
            return [LogNode.Entry("a"), LogNode.Entry("b"), LogNode.Entry("c")];
        });

        Assert.Equal(new AppendResult(1, 3), result);
        Assert.Equal(3, result.LastSeq);
        Assert.Equal(["a", "b", "c"], (await _node.Log.ReadAfterAsync(0, 10)).Select(LogNode.Text));
        Assert.Equal(1, await CountThingsAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task Work_without_entries_is_committed_and_takes_no_number()
    {
        await CreateThingsAsync();

        var result = await _node.Log.AppendAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into things (id) values (1)", transaction: transaction);
            return [];
        });

        Assert.Equal((new AppendResult(0, 0), 0L), (result, result.LastSeq));
        Assert.Equal(1, await CountThingsAsync());
        Assert.Equal(1, await _node.AppendAsync("next"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Work_that_throws_is_rolled_back_and_takes_no_number()
    {
        await CreateThingsAsync();
        await _node.AppendAsync("before");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _node.Log.AppendAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into things (id) values (1)", transaction: transaction);
            throw new InvalidOperationException("thought better of it");
        }));

        Assert.Equal("thought better of it", failure.Message);
        Assert.Equal(0, await CountThingsAsync());
        Assert.Equal(2, await _node.AppendAsync("after"));
        Assert.Equal(["before", "after"], (await _node.Log.ReadAfterAsync(0, 10)).Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task More_entries_than_a_statement_takes_are_one_transaction()
    {
        const int Count = 1_000;
        var result = await _node.Log.AppendAsync((_, _) => Entries(Enumerable.Range(1, Count).Select(i => $"{i}")));

        Assert.Equal(new AppendResult(1, Count), result);
        Assert.All(await _node.Log.ReadAfterAsync(0, Count + 1), entry => Assert.Equal($"{entry.Seq}", LogNode.Text(entry)));
        Assert.Equal(Count, await _node.Log.ReadHeadAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task An_entry_that_the_database_refuses_takes_no_other_of_its_group_with_it()
    {
        await ExecuteAsync("create unique index one_of_its_kind on change_log (kind) where kind = 'single'");
        await _node.Log.AppendAsync("single", LogNode.Payload("first"));
        Task<long>[] appends;
        await using (await _node.KeepWriterBusyAsync())
        {
            appends =
            [
                _node.AppendAsync("a"),
                _node.Log.AppendAsync("single", LogNode.Payload("second")),
                _node.AppendAsync("b"),
                _node.AppendAsync("c"),
            ];
        }

        await Assert.ThrowsAnyAsync<DbException>(() => appends[1]);
        Assert.Equal((2L, 3L, 4L), (await appends[0], await appends[2], await appends[3]));
        Assert.Equal(["first", "a", "b", "c"], (await _node.Log.ReadAfterAsync(0, 10)).Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_waits_is_committed_in_the_order_in_which_it_came()
    {
        var appends = new List<Task<long>>();
        await using (await _node.KeepWriterBusyAsync())
        {
            for (var i = 0; i < 600; i++)
            {
                var text = $"{i}";
                appends.Add(i % 50 == 49 ? FirstOf(_node.Log.AppendAsync((_, _) => Entries([text]))) : _node.AppendAsync(text));
            }
        }

        Assert.Equal(Enumerable.Range(1, 600).Select(i => (long)i), await Task.WhenAll(appends));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"{i}"), (await _node.Log.ReadAfterAsync(0, 601)).Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_append_that_is_given_up_while_it_waits_is_not_written()
    {
        using var cancellation = new CancellationTokenSource();
        Task<long> givenUp;
        Task<long> kept;
        await using (await _node.KeepWriterBusyAsync())
        {
            givenUp = _node.Log.AppendAsync("test", LogNode.Payload("given up"), cancellation.Token);
            kept = _node.AppendAsync("kept");
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        }

        Assert.Equal(1, await kept);
        Assert.Equal(["kept"], (await _node.Log.ReadAfterAsync(0, 10)).Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task Stopping_finishes_what_waits_and_takes_nothing_more()
    {
        var node = new LogNode(_database);
        var appends = Enumerable.Range(0, 20).Select(i => node.AppendAsync($"{i}")).ToArray();
        await node.DisposeAsync();

        Assert.Equal(20, (await Task.WhenAll(appends)).Length);
        Assert.Equal(20, await _node.Log.ReadHeadAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.AppendAsync("late"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Numbers_go_on_after_a_restart()
    {
        await using (var before = new LogNode(_database))
        {
            await before.AppendAsync("before");
        }

        await using var after = new LogNode(_database);
        Assert.Equal(2, await after.AppendAsync("after"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_database_that_is_away_is_said_at_once_and_nothing_is_written()
    {
        await _database.TakeAwayAsync();
        var alone = _node.AppendAsync("alone");
        await Assert.ThrowsAnyAsync<DbException>(() => alone);
        await _database.BringBackAsync();

        Assert.Equal(1, await _node.AppendAsync("back"));
        Assert.Equal(["back"], (await _node.Log.ReadAfterAsync(0, 10)).Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_commit_is_signalled_to_who_took_the_signal_before_it()
    {
        var signal = _node.Log.NextAppend;
        Assert.False(signal.IsCompleted);
        await _node.AppendAsync("one");
        await signal;
        Assert.False(_node.Log.NextAppend.IsCompleted);
    }

    private protected static Task<IReadOnlyList<NewEntry>> Entries(IEnumerable<string> texts) =>
        Task.FromResult<IReadOnlyList<NewEntry>>([.. texts.Select(LogNode.Entry)]);

    private protected LogNode Node => _node;

    private static async Task<long> FirstOf(Task<AppendResult> result) => (await result).FirstSeq;

    private Task CreateThingsAsync() => ExecuteAsync("create table things (id bigint not null primary key)");

    private async Task<long> CountThingsAsync()
    {
        await using var connection = await _database.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from things");
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = await _database.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(statement);
    }

    public sealed class OnSqlite() : ChangeLogTests(new SqliteFiles());

    public sealed class OnCitus(CitusCluster cluster) : ChangeLogTests(cluster);

    public sealed class OnPostgreSql(PostgreSqlServer server) : ChangeLogTests(server)
    {
        [Fact(Timeout = Timeout)]
        public async Task Work_that_hides_a_failed_statement_is_not_taken_for_committed()
        {
            await Assert.ThrowsAnyAsync<DbException>(() => Node.Log.AppendAsync(async (connection, transaction) =>
            {
                await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync("select nothing", transaction: transaction));
                return [];
            }));
        }
    }
}
