using System.Collections.Concurrent;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dtsen.Exchange.Server.Tests.ChangeLogs;

/// <summary>Several nodes write into one log at the same time, and others read it meanwhile.</summary>
public abstract class ConcurrentWritersTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 120_000;
    private const int Nodes = 4;
    private const int CallersANode = 4;
    private const int AppendsACaller = 12;
    private const string Refused = "refused on purpose";

    private readonly LogNode[] _nodes = new LogNode[Nodes];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        for (var i = 0; i < Nodes; i++)
        {
            _nodes[i] = new LogNode(_database);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            foreach (var node in _nodes)
            {
                await node.DisposeAsync();
            }

            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task Numbers_have_no_gap_and_each_caller_was_told_the_number_of_its_own_entry()
    {
        var told = new ConcurrentDictionary<long, string>();
        await WriteFromEveryNodeAsync((seq, text) => Assert.True(told.TryAdd(seq, text), $"{seq} was given twice."));

        var entries = await _nodes[0].Log.ReadAfterAsync(0, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(i => (long)i), entries.Select(entry => entry.Seq));
        Assert.Equal(told.OrderBy(pair => pair.Key).Select(pair => pair.Value), entries.Select(LogNode.Text));
        Assert.DoesNotContain(Refused, entries.Select(LogNode.Text));
        Assert.Equal(entries.Count, await _nodes[0].Log.ReadHeadAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_appends_after_another_append_has_ended_gets_a_greater_number()
    {
        var latest = 0L;
        await WriteFromEveryNodeAsync(
            before: () => Interlocked.Read(ref latest),
            after: (before, seq, _) =>
            {
                Assert.True(seq > before, $"{seq} was given after {before} had been.");
                Advance(ref latest, seq);
            });
        Assert.True(latest > 0);
    }

    [Fact(Timeout = Timeout)]
    public async Task Followers_see_no_number_before_all_smaller_ones()
    {
        using var end = new CancellationTokenSource();
        var seen = new List<string>[Nodes];
        var followers = Enumerable.Range(0, Nodes).Select(i => Task.Run(() => FollowAsync(i, end.Token))).ToArray();
        var told = new ConcurrentDictionary<long, string>();
        await WriteFromEveryNodeAsync((seq, text) => told.TryAdd(seq, text));
        var expected = told.OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray();
        await WaitAsync(() => seen.All(list => list is not null && Count(list) == expected.Length));
        await end.CancelAsync();
        await Task.WhenAll(followers);

        Assert.All(seen, list => Assert.Equal(expected, list));

        async Task FollowAsync(int node, CancellationToken cancellation)
        {
            var mine = seen[node] = [];
            using var follower = new ChangeLogFollower(
                _nodes[node].Log, TimeProvider.System, NullLogger<ChangeLogFollower>.Instance);

            // The follower itself ends with an error where it meets a gap.
            await follower.RunAsync(
                entry =>
                {
                    lock (mine)
                    {
                        mine.Add(LogNode.Text(entry));
                    }

                    return ValueTask.CompletedTask;
                },
                cancellation);
        }
    }

    private static int Count(List<string> list)
    {
        lock (list)
        {
            return list.Count;
        }
    }

    private static void Advance(ref long latest, long seq)
    {
        long seen;
        while ((seen = Interlocked.Read(ref latest)) < seq && Interlocked.CompareExchange(ref latest, seq, seen) != seen)
        {
        }
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Task WriteFromEveryNodeAsync(Action<long, string> told) => WriteFromEveryNodeAsync(() => 0, (_, seq, text) => told(seq, text));

    /// <summary>Callers on every node append plain entries, work with several entries, and work that fails.</summary>
    private Task WriteFromEveryNodeAsync(Func<long> before, Action<long, long, string> after) =>
        Task.WhenAll(_nodes.SelectMany((node, n) => Enumerable.Range(0, CallersANode).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < AppendsACaller; i++)
            {
                var known = before();
                var text = $"{n}/{caller}/{i}";
                switch (i % 4)
                {
                    case 2:
                        var result = await node.Log.AppendAsync((_, _) => Entries(text, text + "b"));
                        after(known, result.FirstSeq, text);
                        after(known, result.LastSeq, text + "b");
                        break;
                    case 3:
                        await Assert.ThrowsAsync<InvalidOperationException>(
                            () => node.Log.AppendAsync((_, _) => throw new InvalidOperationException(Refused)));
                        break;
                    default:
                        after(known, await node.AppendAsync(text), text);
                        break;
                }
            }
        }))));

    private static Task<IReadOnlyList<NewEntry>> Entries(params string[] texts) =>
        Task.FromResult<IReadOnlyList<NewEntry>>([.. texts.Select(LogNode.Entry)]);

    public sealed class OnSqlite() : ConcurrentWritersTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : ConcurrentWritersTests(server);

    public sealed class OnCitus(CitusCluster cluster) : ConcurrentWritersTests(cluster);
}
