using Dapper;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>Several nodes over one database, each with a clock of its own; time is simulated.</summary>
public abstract class RateSharesTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 120_000;
    private const int Rate = RateNode.CallsPerSecond;

    /// <summary>Steps in which a node renews its leases.</summary>
    private const int Renewal = 10;

    private static readonly TimeSpan Step = RateShares.Period / Renewal;
    private static readonly int StepsASecond = (int)(TimeSpan.FromSeconds(1) / Step);

    private readonly List<RateNode> _nodes = [];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await (await databases.NewAsync()).MigratedAsync();

    public async ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Demand moves between nodes, clocks are set back and forth, nodes are cut off from the database, are killed, stop and start again: in
    /// no span of time is more let in than the rate allows in it, and a second's worth.
    /// </summary>
    [Theory(Timeout = Timeout)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_becomes_of_nodes_and_clocks_together_they_let_in_no_more_than_the_rate(int seed)
    {
        var random = new Random(seed);
        var places = Enumerable.Range(0, 3).Select(at => new Place(NewNode($"node-{at}"))).ToList();
        var level = 0.0;
        var total = 0;
        for (var step = 0; step < 100 * StepsASecond; step++)
        {
            level = Math.Max(0, level - (Rate / (double)StepsASecond));
            foreach (var place in places)
            {
                var used = await place.LiveAsync(step, random, this);
                level += used;
                total += used;
            }

            Assert.True(level <= Rate + 1, $"step {step}: {level} above a steady {Rate} calls a second");
        }

        // They did let in what they could: with three nodes that come and go, more than a third.
        Assert.True(total > 100 * Rate / 3, $"{total}");
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_is_alone_has_all_at_once()
    {
        var node = NewNode("node-1");
        Assert.False(node.IsOpen);
        await node.Shares.RenewAsync();

        Assert.Equal(Rate, node.Ask(Rate + 50));
        Assert.Equal(10 * Rate, await FloodAsync(10, (node, Rate)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Two_nodes_that_are_flooded_have_half_each_and_the_whole_together()
    {
        var (one, other) = (NewNode("node-1"), NewNode("node-2"));
        await FloodAsync(5, (one, Rate), (other, Rate));
        var first = await FloodAsync(10, (one, 2 * Rate), (other, 2 * Rate));
        var ofOne = 0;
        for (var second = 0; second < 10; second++)
        {
            ofOne += await FloodAsync(1, [(one, 2 * Rate)], (other, 2 * Rate));
        }

        Assert.InRange(first, 9.5 * Rate, 10 * Rate);
        Assert.InRange(ofOne, 4.5 * Rate, 5.5 * Rate);
    }

    [Fact(Timeout = Timeout)]
    public async Task Shares_follow_demand()
    {
        var (one, other) = (NewNode("node-1"), NewNode("node-2"));
        await FloodAsync(5, (one, Rate), (other, 2));
        var before = await FloodAsync(5, (one, Rate), (other, 2));
        await FloodAsync(10, (one, 2), (other, Rate));
        var after = await FloodAsync(5, [(other, Rate)], (one, 2));

        Assert.True(before > 4.5 * Rate, $"{before}");
        Assert.True(after > 4.5 * Rate, $"{after}");
    }

    [Fact(Timeout = Timeout)]
    public async Task The_share_of_a_killed_node_is_free_when_its_lease_has_ended_and_not_before()
    {
        var (one, other) = (NewNode("node-1"), NewNode("node-2"));
        await FloodAsync(5, (one, Rate), (other, Rate));

        var during = await FloodAsync(20, (other, Rate));
        await FloodAsync(15, (other, Rate));
        var after = await FloodAsync(10, (other, Rate));

        Assert.InRange(during, 9 * Rate, 11 * Rate);
        Assert.Equal(10 * Rate, after);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_stops_gives_its_share_back_at_once()
    {
        var (one, other) = (NewNode("node-1"), NewNode("node-2"));
        await FloodAsync(5, (one, Rate), (other, Rate));
        await one.Shares.StopAsync(default);
        await FloodAsync(1, (other, Rate));

        Assert.Equal(5 * Rate, await FloodAsync(5, (other, Rate)));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_cannot_renew_lets_in_nothing_when_its_lease_has_ended()
    {
        var node = NewNode("node-1");
        Assert.False(node.IsOpen);
        await node.Shares.RenewAsync();
        node.Clock.Advance(RateShares.Lease - Step);
        Assert.Equal(1, node.Ask(1));
        node.Clock.Advance(Step);

        Assert.Equal(0, node.Ask(1));
        await node.Shares.RenewAsync();
        Assert.Equal(1, node.Ask(1));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_nobody_asks_for_any_more_goes_back()
    {
        var (one, other) = (NewNode("node-1"), NewNode("node-2"));
        await FloodAsync(5, (one, Rate), (other, Rate));
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        await one.Shares.RenewAsync();
        await FloodAsync(1, (other, Rate));

        Assert.Equal(5 * Rate, await FloodAsync(5, (other, Rate)));
        Assert.False(one.IsOpen);
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_many_nodes_that_renew_at_once_none_takes_what_another_holds()
    {
        var nodes = Enumerable.Range(0, 6).Select(at => NewNode($"node-{at}")).ToList();
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(nodes.Select((node, at) => Task.Run(() =>
            {
                node.Clock.Advance(RateShares.Period);
                node.Ask(1 + (round * at % 60));
                return node.Shares.RenewAsync();
            })));
            await using var connection = await _database.Database.OpenConnectionAsync();
            var sums = (await connection.QueryAsync<long>("select sum(share) from rate_shares group by scope")).ToList();
            Assert.Equal(2, sums.Count);
            Assert.All(sums, sum => Assert.InRange(sum, 1, RateLease.Whole));
        }
    }

    private RateNode NewNode(string name)
    {
        var node = new RateNode(name, _database);
        _nodes.Add(node);
        return node;
    }

    private static Task<int> FloodAsync(int seconds, params (RateNode Node, int Calls)[] nodes) => FloodAsync(seconds, nodes, []);

    /// <summary>Lets seconds pass on nodes that are asked for so many calls in each, evenly.</summary>
    /// <returns>How many the counted ones let in.</returns>
    private static async Task<int> FloodAsync(
        int seconds, (RateNode Node, int Calls)[] counted, params (RateNode Node, int Calls)[] others)
    {
        var let = 0;
        for (var step = 0; step < seconds * StepsASecond; step++)
        {
            foreach (var (node, calls) in counted.Concat(others))
            {
                node.Clock.Advance(Step);
                if (step % Renewal == 0)
                {
                    await node.Shares.RenewAsync();
                }

                var now = node.Ask((calls * (step + 1) / StepsASecond) - (calls * step / StepsASecond));
                let += counted.Any(one => one.Node == node) ? now : 0;
            }
        }

        return let;
    }

    /// <summary>A node, or the want of one, in the long run.</summary>
    private sealed class Place(RateNode node)
    {
        private RateNode? _node = node;
        private readonly string _name = node.Name;
        private int _calls;
        private int _cutUntil;
        private int _downUntil;

        /// <returns>How many calls were let in.</returns>
        public async Task<int> LiveAsync(int step, Random random, RateSharesTests tests)
        {
            if (_node is null)
            {
                _node = step >= _downUntil ? tests.NewNode(_name) : null;
                return 0;
            }

            _node.Clock.Advance(Step);
            if (step % Renewal == _name[^1] % Renewal && step >= _cutUntil)
            {
                await _node.Shares.RenewAsync();
            }

            await MeetFateAsync(step, random);
            return _node?.Ask(_calls) ?? 0;
        }

        private async Task MeetFateAsync(int step, Random random)
        {
            switch (random.Next(1_000))
            {
                case < 10:
                    _calls = random.Next(4) * random.Next(Rate / StepsASecond);
                    break;
                case < 20:
                    _node!.Clock.Jump(TimeSpan.FromSeconds(random.Next(-100_000, 100_000)));
                    break;
                case < 22:
                    _cutUntil = step + random.Next(45 * StepsASecond);
                    break;
                case < 24:
                    // A start takes longer than a second.
                    _downUntil = step + random.Next(StepsASecond, 50 * StepsASecond);
                    if (random.Next(2) == 0)
                    {
                        await _node!.Shares.StopAsync(default);
                    }

                    _node = null;
                    break;
            }
        }
    }

    public sealed class OnSqlite() : RateSharesTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : RateSharesTests(server);
}
