using Dtsen.Exchange.Server.Quotas;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public class DayLeaseTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 1)]
    [InlineData(1_000, 10)]
    [InlineData(5_000_000, 50_000)]
    public void A_lease_is_a_hundredth_of_the_limit_and_at_least_one(long limit, long size) =>
        Assert.Equal(size, new DayLease(Day, limit).Size);

    /// <summary>Limit, held, needed; how much to ask for, and whether half is used.</summary>
    [Theory]
    [InlineData(1_000, 0, 0, 10, true)]
    [InlineData(1_000, 4, 0, 6, true)]
    [InlineData(1_000, 5, 0, 5, false)]
    [InlineData(1_000, 10, 0, 0, false)]
    [InlineData(1_000, 4, 8, 6, true)]
    [InlineData(1_000, 4, 300, 296, true)]
    [InlineData(10, 0, 1, 1, true)]
    [InlineData(10, 1, 1, 0, false)]
    public void What_is_asked_for_fills_one_lease_or_what_is_needed(long limit, long held, long needed, long wanted, bool isHalfUsed)
    {
        var lease = new DayLease(Day, limit);
        lease.Add(new LeaseGrant(held, held));

        Assert.Equal(wanted, lease.Wanted(needed));
        Assert.Equal(isHalfUsed, lease.IsHalfUsed);
    }

    [Fact]
    public void What_is_held_is_used_whole_or_not_at_all()
    {
        var lease = new DayLease(Day, 1_000);
        Assert.False(lease.TryTake(1));
        Assert.True(lease.TryTake(0));

        lease.Add(new LeaseGrant(10, 400));
        Assert.False(lease.TryTake(11));
        Assert.True(lease.TryTake(7));
        Assert.Equal((3, 600), (lease.Held, lease.LeftElsewhere));

        Assert.Equal(3, lease.TakeUpTo(5));
        Assert.Equal(0, lease.TakeUpTo(5));
        lease.PutBack(2);
        Assert.Equal(2, lease.Held);
    }

    [Fact]
    public void A_limit_that_was_lowered_leaves_nothing()
    {
        var lease = new DayLease(Day, 100);
        lease.Add(new LeaseGrant(0, 250));

        Assert.Equal((0, 0), (lease.Held, lease.LeftElsewhere));
    }
}
