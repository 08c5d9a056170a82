using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.ChangeLogs;

public abstract class ChangeLogFollowerTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CapturedLog _lines = new();
    private readonly List<ChangeLogEntry> _applied = [];
    private TestDatabase _database = null!;
    private LogNode _node = null!;
    private LogNode _other = null!;
    private ILoggerFactory _loggers = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _node = new LogNode(_database, _time);
        _other = new LogNode(_database, _time);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_lines));
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            _loggers.Dispose();
            await _node.DisposeAsync();
            await _other.DisposeAsync();
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task Each_entry_comes_once_and_in_order_also_over_many_pages()
    {
        const int Count = 1_234;
        await _node.Log.AppendAsync((_, _) => Task.FromResult<IReadOnlyList<NewEntry>>(
            [.. Enumerable.Range(1, Count).Select(i => LogNode.Entry($"{i}"))]));
        using var follower = Follower();

        await follower.CatchUpAsync(Apply, CancellationToken.None);
        await follower.CatchUpAsync(Apply, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, Count).Select(i => $"{i}"), _applied.Select(LogNode.Text));
        Assert.Equal(Count, follower.Position);
    }

    [Fact(Timeout = Timeout)]
    public async Task It_goes_on_from_where_the_node_had_come()
    {
        await AppendAsync("a", "b", "c");
        using var follower = Follower(position: 2);

        await follower.CatchUpAsync(Apply, CancellationToken.None);

        Assert.Equal([3], _applied.Select(entry => entry.Seq));
        Assert.Throws<ArgumentOutOfRangeException>(() => Follower(position: -1));
    }

    [Fact(Timeout = Timeout)]
    public async Task It_sees_its_own_appends_without_waiting_for_the_clock()
    {
        using var follower = Follower();
        await using var run = Run(follower);
        await UntilAsync(() => follower.LastReadAt is not null);

        await _node.AppendAsync("own");

        // The clock stands still, so no poll can have found it.
        await UntilAsync(() => follower.Position == 1);
    }

    [Fact(Timeout = Timeout)]
    public async Task It_sees_the_appends_of_others_at_the_next_poll()
    {
        using var follower = Follower();
        await using var run = Run(follower);
        await UntilAsync(() => follower.LastReadAt is not null);

        await _other.AppendAsync("other's");

        await TurnUntilAsync(() => follower.Position == 1);
        Assert.Equal(["other's"], _applied.Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task It_says_when_it_last_knew_everything()
    {
        using var follower = Follower();
        Assert.Null(follower.LastReadAt);
        Assert.Null(follower.SinceLastRead);
        var began = _time.GetUtcNow();

        await follower.CatchUpAsync(
            _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal(began, follower.LastReadAt);

        await AppendAsync("a");
        _time.Advance(TimeSpan.FromSeconds(60));
        await follower.CatchUpAsync(
            _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);

        // What was committed while it applied may still be unknown to it: the beginning of the read counts.
        Assert.Equal(began + TimeSpan.FromSeconds(60), follower.LastReadAt);
        Assert.Equal(TimeSpan.FromSeconds(5), follower.SinceLastRead);
    }

    [Fact(Timeout = Timeout)]
    public async Task It_waits_for_a_database_that_is_away_and_goes_on_when_it_is_back()
    {
        using var follower = Follower();
        await using var run = Run(follower);
        await AppendAsync("before");
        await TurnUntilAsync(() => follower.Position == 1);

        await _database.TakeAwayAsync();
        await TurnUntilAsync(() => _lines.Lines.Any(line => line.Event == 1001));
        var lastRead = follower.LastReadAt;
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(lastRead, follower.LastReadAt);
        Assert.True(follower.SinceLastRead >= TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<DbException>(() => follower.CatchUpAsync(Apply, CancellationToken.None));

        await _database.BringBackAsync();
        await AppendAsync("after");
        await TurnUntilAsync(() => follower.Position == 2);
        await TurnUntilAsync(() => _lines.Lines.Any(line => line.Event == 1002));
        Assert.Equal(["before", "after"], _applied.Select(LogNode.Text));
        Assert.Single(_lines.Lines, line => line.Event == 1001);
        Assert.False(run.Ended);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("delete from change_log where seq = 2")]
    [InlineData("delete from change_log where seq = 3")]
    [InlineData("update counters set value = 0 where name = 'change_log'")]
    public async Task It_ends_where_the_log_has_a_gap_or_has_become_shorter(string damage)
    {
        await AppendAsync("a");
        using var follower = Follower();
        await follower.CatchUpAsync(Apply, CancellationToken.None);
        await AppendAsync("b", "c");
        await using (var connection = await _database.Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(damage);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => follower.RunAsync(Apply, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("c", _applied.Select(LogNode.Text));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_entry_that_cannot_be_applied_ends_the_run_and_comes_again()
    {
        await AppendAsync("a", "b", "c");
        using var follower = Follower();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => follower.RunAsync(
            entry => entry.Seq == 2 ? throw new InvalidOperationException("cannot") : Apply(entry), TestContext.Current.CancellationToken));
        Assert.Equal("cannot", failure.Message);
        Assert.Equal(1, follower.Position);

        await follower.CatchUpAsync(Apply, CancellationToken.None);
        Assert.Equal([1, 2, 3], _applied.Select(entry => entry.Seq));
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_catches_up_beside_a_run_applies_nothing_twice()
    {
        using var follower = Follower();
        await using var run = Run(follower);
        for (var i = 0; i < 20; i++)
        {
            await AppendAsync($"{i}");
            await follower.CatchUpAsync(Apply, CancellationToken.None);
            Assert.Equal(i + 1, follower.Position);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), _applied.Select(entry => entry.Seq));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_an_entry_says_is_handed_to_its_own_node_and_read_by_others()
    {
        using var follower = Follower();
        using var other = new ChangeLogFollower(_other.Log, _time, _loggers.CreateLogger<ChangeLogFollower>());
        await AppendAsync("first");
        await follower.CatchUpAsync(Apply, CancellationToken.None);
        var contents = Enumerable.Range(0, 5).Select(_ => new object()).ToList();
        await AppendSaidAsync("a", contents[0]);
        await follower.CatchUpAsync(Apply, CancellationToken.None);

        // What another wrote lies between, so all is read from there.
        await _other.AppendAsync("other's");
        await AppendSaidAsync("b", contents[1]);
        await follower.CatchUpAsync(Apply, CancellationToken.None);

        // Two that it has not followed yet.
        await AppendSaidAsync("c", contents[2]);
        await AppendSaidAsync("d", contents[3]);
        await follower.CatchUpAsync(Apply, CancellationToken.None);
        await AppendSaidAsync("e", contents[4]);
        await follower.CatchUpAsync(Apply, CancellationToken.None);
        Assert.Equal(["first", "a", "other's", "b", "c", "d", "e"], _applied.Select(LogNode.Text));
        Assert.Equal([null, contents[0], null, null, contents[2], contents[3], contents[4]], _applied.Select(entry => entry.Content));

        var seen = new List<ChangeLogEntry>();
        await other.CatchUpAsync(
            entry =>
            {
                seen.Add(entry);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal(_applied.Select(entry => (entry.Seq, LogNode.Text(entry))), seen.Select(entry => (entry.Seq, LogNode.Text(entry))));
        Assert.All(seen, entry => Assert.Null(entry.Content));

        // A transaction that was taken back leaves nothing.
        await Assert.ThrowsAsync<InvalidOperationException>(() => _node.Log.AppendAsync((_, _) => throw new InvalidOperationException()));
        Assert.Null(_node.Log.TakeCommitted(follower.Position));

        Task AppendSaidAsync(string text, object content) => _node.Log.AppendAsync((_, _) => Task.FromResult<IReadOnlyList<NewEntry>>(
            [LogNode.Entry(text) with { Content = content }]));
    }

    private ChangeLogFollower Follower(long position = 0) =>
        new(_node.Log, _time, _loggers.CreateLogger<ChangeLogFollower>(), position);

    // The follower applies one entry at a time, so the list needs no lock.
    private ValueTask Apply(ChangeLogEntry entry)
    {
        _applied.Add(entry);
        return ValueTask.CompletedTask;
    }

    private FollowerRun Run(ChangeLogFollower follower) => new(follower, Apply);

    private async Task AppendAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await _node.AppendAsync(text);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private Task TurnUntilAsync(Func<bool> holds) => UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return holds();
    });

    public sealed class OnSqlite() : ChangeLogFollowerTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ChangeLogFollowerTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ChangeLogFollowerTests(cluster);

    private sealed class FollowerRun : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _run;

        public FollowerRun(ChangeLogFollower follower, Func<ChangeLogEntry, ValueTask> apply) =>
            _run = Task.Run(() => follower.RunAsync(apply, _end.Token));

        public bool Ended => _run.IsCompleted;

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _run;
            _end.Dispose();
        }
    }
}
