using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public sealed class MissBudgetTests : IAsyncLifetime
{
    private const int Timeout = 120_000;
    private const int Bulk = 1_000;

    private static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly MissLimit Limit = DefaultLimits.Misses;

    private TestDatabase _database = null!;
    private MissBudget _budget = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await new SqliteFiles().NewAsync()).MigratedAsync();
        _budget = NewBudget();
    }

    public ValueTask DisposeAsync()
    {
        _budget.Dispose();
        return _database.DisposeAsync();
    }

    [Fact(Timeout = Timeout)]
    public async Task A_file_of_a_million_with_one_and_a_half_percent_wrong_passes()
    {
        var random = new Random(5);
        var missed = 0;
        for (var page = 0; page < 1_000; page++)
        {
            var numbers = Numbers(page * Bulk, Bulk);
            var misses = Enumerable.Range(0, Bulk).Count(_ => random.Next(1_000) < 15);
            missed += misses;

            Assert.True(await _budget.EnterAsync(Day, Limit, Bulk, default), $"page {page}");
            Assert.False(await _budget.SettleAsync(Day, Limit, Bulk, numbers, misses));
        }

        Assert.InRange(missed, 14_000, 16_000);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_file_with_four_percent_wrong_is_stopped()
    {
        var passed = 0;
        while (passed < 1_000 && await _budget.EnterAsync(Day, Limit, Bulk, default))
        {
            await _budget.SettleAsync(Day, Limit, Bulk, Numbers(passed++ * Bulk, Bulk), 40);
        }

        // 1,000 and 2 % against 4 %: after 50 pages.
        Assert.InRange(passed, 45, 56);
    }

    [Fact(Timeout = Timeout)]
    public async Task Asking_again_for_those_who_were_found_earns_no_misses()
    {
        var known = Numbers(0, 10);
        var misses = 0;
        while (misses < 5_000)
        {
            for (var again = 0; again < 100; again++)
            {
                Assert.True(await _budget.EnterAsync(Day, Limit, known.Length, default) || misses >= Limit.PerDay);
                await _budget.SettleAsync(Day, Limit, known.Length, known, 0);
            }

            if (!await _budget.EnterAsync(Day, Limit, 100, default))
            {
                break;
            }

            await _budget.SettleAsync(Day, Limit, 100, Numbers(1_000_000 + misses, 100), 100);
            misses += 100;
        }

        Assert.InRange(misses, 1_000, 1_200);
    }

    [Fact(Timeout = Timeout)]
    public async Task However_many_ask_at_once_what_is_exceeded_is_exceeded_by_one_call()
    {
        var misses = 0;
        var told = 0;
        var at = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (await _budget.EnterAsync(Day, Limit, Bulk, default))
            {
                // The answer takes its time: all others would be let in meanwhile.
                await Task.Delay(2);
                Interlocked.Add(ref misses, 300);
                var spent = await _budget.SettleAsync(Day, Limit, Bulk, Numbers(Interlocked.Add(ref at, Bulk), Bulk), 300);
                told += spent ? 1 : 0;
            }
        })));

        // 1,000, the share of those asked for, and one call more.
        Assert.InRange(misses, 1_000, 1_000 + (misses / 300 * 21) + 300);
        Assert.Equal(1, told);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_next_day_begins_anew_and_the_day_before_stays_as_it_was()
    {
        await SpendAsync(_budget, Day);
        Assert.Equal(0, _budget.Left(Day, Limit));

        await SpendAsync(_budget, Day.AddDays(1));
        Assert.False(await _budget.EnterAsync(Day, Limit, 1, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task Another_node_and_a_restart_find_the_day_used_up()
    {
        await SpendAsync(_budget, Day);

        using var other = NewBudget();
        Assert.False(await other.EnterAsync(Day, Limit, 1, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_call_that_was_let_go_without_an_answer_costs_nothing()
    {
        Assert.True(await _budget.EnterAsync(Day, Limit, Bulk, default));
        _budget.Leave(Bulk);

        Assert.True(await _budget.EnterAsync(Day, Limit, Bulk, default));
        Assert.Equal(Limit.PerDay, _budget.Left(Day, Limit));
    }

    [Fact(Timeout = Timeout)]
    public async Task One_who_waits_for_his_turn_may_give_up()
    {
        Assert.True(await _budget.EnterAsync(Day, Limit, Bulk, default));
        using var patience = new CancellationTokenSource();
        var waits = _budget.EnterAsync(Day, Limit, Bulk, patience.Token).AsTask();
        Assert.False(waits.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);

        var next = _budget.EnterAsync(Day, Limit, Bulk, default).AsTask();
        _budget.Leave(Bulk);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task SpendAsync(MissBudget budget, DateOnly day)
    {
        Assert.True(await budget.EnterAsync(day, Limit, 2_000, default));
        Assert.True(await budget.SettleAsync(day, Limit, 2_000, Numbers(0, 2_000), 2_000));
        Assert.False(await budget.EnterAsync(day, Limit, 1, default));
    }

    private static ulong[] Numbers(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(at => 3204050101800001UL + (ulong)at)];

    private MissBudget NewBudget() => new(
        new QuotaStore(_database.Database), new QuotaKey("application/uji.uji", QuotaKey.Misses), TimeProvider.System, 17, new Lock());
}
