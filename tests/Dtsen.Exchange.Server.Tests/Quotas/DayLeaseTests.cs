using Dtsen.Exchange.Server.Quotas;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public class DayLeaseTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(99, 1, 1)]
    [InlineData(1_000, 1, 10)]
    [InlineData(5_000_000, 500, 50_000)]
    public void Leases_grow_from_a_ten_thousandth_of_the_limit_to_a_hundredth(long limit, long first, long last)
    {
        var lease = new DayLease(Day, limit);
        Assert.Equal(first, lease.Size);
        for (var (round, size) = (0, first); round < 20; round++)
        {
            lease.TakeUpTo(long.MaxValue);
            Assert.Equal(size, lease.Wanted(0));
            lease.Add(new LeaseGrant(size, size));
            size = Math.Min(size * 2, last);
        }

        Assert.Equal(last, lease.Size);
    }

    [Fact]
    public void What_a_crash_wastes_grows_with_what_was_used()
    {
        var lease = new DayLease(Day, 1_000_000);
        for (var used = 0L; used < 20_000; used++)
        {
            if (lease.Held == 0 || lease.IsHalfUsed)
            {
                var wanted = lease.Wanted(1);
                lease.Add(new LeaseGrant(wanted, 0));
            }

            Assert.True(lease.TryTake(1));
            Assert.InRange(lease.Held, 0, Math.Max(200, 4 * used));
        }
    }

    /// <summary>Limit, held, needed; how much to ask for, and whether half is used.</summary>
    [Theory]
    [InlineData(1_000_000, 0, 0, 200, true)]
    [InlineData(1_000_000, 40, 0, 160, true)]
    [InlineData(1_000_000, 50, 0, 150, false)]
    [InlineData(1_000_000, 200, 0, 0, false)]
    [InlineData(1_000_000, 40, 80, 160, true)]
    [InlineData(1_000_000, 40, 3_000, 2_960, true)]
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
