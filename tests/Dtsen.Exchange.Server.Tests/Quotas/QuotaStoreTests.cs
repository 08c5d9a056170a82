using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public abstract class QuotaStoreTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private static readonly QuotaKey Key = new("application/uji.uji", QuotaKey.Calls);
    private static readonly DateOnly Day = new(2026, 11, 26);

    private TestDatabase _database = null!;
    private QuotaStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await databases.NewAsync()).MigratedAsync();
        _store = new QuotaStore(_database.Database);
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
    public async Task What_is_wanted_is_granted_then_what_is_left_then_nothing()
    {
        Assert.Equal(new LeaseGrant(60, 60), await _store.LeaseAsync(Key, Day, 60, 100));
        Assert.Equal(new LeaseGrant(40, 100), await _store.LeaseAsync(Key, Day, 60, 100));
        Assert.Equal(new LeaseGrant(0, 100), await _store.LeaseAsync(Key, Day, 1, 100));
        Assert.Equal(100, await _store.ReadAsync(Key, Day));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_is_returned_is_granted_again()
    {
        await _store.LeaseAsync(Key, Day, 100, 100);
        await _store.ReturnAsync(Key, Day, 30);

        Assert.Equal(70, await _store.ReadAsync(Key, Day));
        Assert.Equal(new LeaseGrant(30, 100), await _store.LeaseAsync(Key, Day, 50, 100));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_limit_holds_as_it_is_when_it_is_asked_by()
    {
        await _store.LeaseAsync(Key, Day, 100, 100);

        Assert.Equal(new LeaseGrant(0, 100), await _store.LeaseAsync(Key, Day, 10, 50));
        Assert.Equal(new LeaseGrant(10, 110), await _store.LeaseAsync(Key, Day, 10, 200));
    }

    [Fact(Timeout = Timeout)]
    public async Task Each_scope_kind_and_day_counts_by_itself()
    {
        await _store.LeaseAsync(Key, Day, 7, 10);

        Assert.Equal(0, await _store.ReadAsync(Key, Day.AddDays(1)));
        Assert.Equal(0, await _store.ReadAsync(Key with { Scope = "agency/uji" }, Day));
        Assert.Equal(0, await _store.ReadAsync(Key with { Kind = QuotaKey.Numbers }, Day));
        Assert.Equal(new LeaseGrant(10, 10), await _store.LeaseAsync(Key with { Kind = QuotaKey.Numbers }, Day, 10, 10));
        Assert.Equal(7, await _store.ReadAsync(Key, Day));
    }

    [Fact(Timeout = Timeout)]
    public async Task Of_many_that_lease_at_once_none_gets_what_another_has()
    {
        const long Limit = 1_003;
        var grants = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Task.Run(() => _store.LeaseAsync(Key, Day, 10 + i, Limit))));

        Assert.Equal(Limit, grants.Sum(grant => grant.Granted));
        Assert.Equal(Limit, await _store.ReadAsync(Key, Day));
    }

    /// <summary>
    /// Nodes come and go over one database, are killed without a word or stop in order, while calls of every size take from them: the limit
    /// is never exceeded, and what is lost is one lease a node that was killed.
    /// </summary>
    [Theory(Timeout = Timeout)]
    [InlineData(1, 2_000, 1)]
    [InlineData(2, 2_000, 1)]
    [InlineData(3, 5_000, 50)]
    [InlineData(4, 37, 3)]
    public async Task Nodes_that_are_killed_and_stopped_never_exceed_a_limit_and_waste_one_lease_each(int seed, long limit, int largest)
    {
        var random = new Random(seed);
        var used = 0L;
        var kills = 0;
        var refused = 0;
        for (var generation = 0; refused < 3 && generation < 400; generation++)
        {
            var nodes = Enumerable.Range(0, 3).Select(_ => new DayCounter(_store, Key, TimeProvider.System)).ToList();
            var most = Math.Max(2, (int)(limit / largest / 20));
            var work = nodes.Select(node => (Node: node, Dice: new Random(random.Next()), Calls: random.Next(1, most))).ToList();
            var taken = await Task.WhenAll(work.Select(one => Task.Run(async () =>
            {
                var sum = 0L;
                for (var call = 0; call < one.Calls; call++)
                {
                    var count = one.Dice.Next(1, largest + 1);
                    sum += await one.Node.TakeAsync(Day, limit, count, default) ? count : 0;
                }

                return sum;
            })));
            used += taken.Sum();
            Assert.True(used <= limit, $"{used} used of {limit}");
            refused = taken.All(sum => sum == 0) ? refused + 1 : 0;
            foreach (var node in nodes)
            {
                if (refused == 0 && random.Next(3) == 0)
                {
                    // It is forgotten with what it holds. What it was leasing in the background arrives at nobody.
                    kills++;
                }
                else
                {
                    await node.GiveBackAsync();
                }
            }
        }

        var lease = Math.Max(Math.Max(1, limit / 100), largest);
        Assert.True(used > 0 && kills > 0);
        Assert.InRange(limit - used, 0, (kills * lease) + largest);
        Assert.True(await _store.ReadAsync(Key, Day) <= limit);
    }

    public sealed class OnSqlite() : QuotaStoreTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : QuotaStoreTests(server);

    public sealed class OnCitus(CitusCluster cluster) : QuotaStoreTests(cluster);
}
