using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public sealed class DayCounterTests : IAsyncLifetime
{
    private const int Timeout = 60_000;
    private const long Limit = 500;

    private static readonly QuotaKey Key = new("agency/uji", QuotaKey.Numbers);
    private static readonly DateOnly Day = new(2026, 11, 26);

    private readonly FakeTimeProvider _clock = new();
    private TestDatabase _database = null!;
    private QuotaStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await new SqliteFiles().NewAsync()).MigratedAsync();
        _store = new QuotaStore(_database.Database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact(Timeout = Timeout)]
    public async Task A_day_is_used_to_the_last_and_then_refused()
    {
        var counter = NewCounter();
        for (var call = 0; call < Limit; call++)
        {
            Assert.True(await counter.TakeAsync(Day, Limit, 1, default));
        }

        Assert.False(await counter.TakeAsync(Day, Limit, 1, default));
        Assert.Equal(0, counter.Left(Day, Limit));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_clock_that_jumps_back_and_forth_finds_each_day_as_it_was()
    {
        var counter = NewCounter();
        var random = new Random(11);
        var used = new Dictionary<DateOnly, long>();
        for (var call = 0; call < 2_000; call++)
        {
            // Backwards as often as forwards, over four days.
            var day = Day.AddDays(random.Next(20) == 0 ? random.Next(4) : call / 500);
            if (await counter.TakeAsync(day, Limit, 1, default))
            {
                used[day] = used.GetValueOrDefault(day) + 1;
            }

            Assert.True(used.Values.All(count => count <= Limit));
        }

        await counter.GiveBackAsync();
        foreach (var (day, count) in used)
        {
            // What goes back when the day turns does so in the background.
            await UntilAsync(async () => await _store.ReadAsync(Key, day) == count);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_call_larger_than_a_lease_takes_what_it_needs()
    {
        var counter = NewCounter();

        Assert.True(await counter.TakeAsync(Day, Limit, 400, default));
        Assert.False(await counter.TakeAsync(Day, Limit, 101, default));
        Assert.True(await counter.TakeAsync(Day, Limit, 100, default));
        Assert.False(await counter.TakeAsync(Day, Limit, 1, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_raised_limit_opens_a_day_that_was_used_up_and_a_lowered_one_closes_it()
    {
        var counter = NewCounter();
        Assert.True(await counter.TakeAsync(Day, Limit, Limit, default));
        Assert.False(await counter.TakeAsync(Day, Limit, 1, default));

        Assert.True(await counter.TakeAsync(Day, Limit + 10, 10, default));
        Assert.False(await counter.TakeAsync(Day, Limit + 10, 1, default));
        Assert.False(await counter.TakeAsync(Day, Limit - 10, 1, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_another_node_gives_back_is_found_after_a_second()
    {
        var one = NewCounter();
        var other = NewCounter();
        Assert.True(await one.TakeAsync(Day, Limit, Limit - 2, default));
        Assert.Equal(Limit, await LeaseRestAsync(one));
        Assert.False(await other.TakeAsync(Day, Limit, 1, default));

        await one.GiveBackAsync();
        Assert.False(await other.TakeAsync(Day, Limit, 1, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await other.TakeAsync(Day, Limit, 2, default));
        Assert.False(await other.TakeAsync(Day, Limit, 1, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task As_many_as_there_are_are_taken_where_any_number_will_do()
    {
        var counter = NewCounter();

        Assert.Equal(300, await counter.TakeUpToAsync(Day, Limit, 300, default));
        Assert.Equal(200, await counter.TakeUpToAsync(Day, Limit, 300, default));
        Assert.Equal(0, await counter.TakeUpToAsync(Day, Limit, 300, default));
        Assert.False(await counter.HasAsync(Day, Limit, default));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_a_refused_call_had_taken_is_there_for_the_next()
    {
        var counter = NewCounter();
        Assert.True(await counter.TakeAsync(Day, Limit, Limit, default));
        counter.PutBack(Day, 3);

        Assert.True(await counter.TakeAsync(Day, Limit, 3, default));
        Assert.False(await counter.TakeAsync(Day, Limit, 1, default));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(10, bound.Token);
        }
    }

    /// <summary>Makes a counter hold what is left of the day.</summary>
    private async Task<long> LeaseRestAsync(DayCounter counter)
    {
        await counter.HasAsync(Day, Limit, default);
        await UntilAsync(async () => await _store.ReadAsync(Key, Day) == Limit);
        return await _store.ReadAsync(Key, Day);
    }

    private DayCounter NewCounter() => new(_store, Key, _clock);
}
