using System.Collections.Concurrent;
using Dtsen.Exchange.Register.Runs;

namespace Dtsen.Exchange.Register.Tests.Runs;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(4, 3)]
    [InlineData(4, 1_000)]
    public void Each_is_worked_on_once_and_no_lane_by_two_at_a_time(int lanes, int count)
    {
        var worked = new ConcurrentBag<int>();
        var busy = new int[lanes];
        SideBySide.Run([.. Enumerable.Range(0, lanes)], count, (lane, at) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[lane]));
            worked.Add(at);
            Interlocked.Decrement(ref busy[lane]);
        });
        Assert.Equal(Enumerable.Range(0, count), worked.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_fails_is_thrown_as_it_is_once_all_have_stopped_and_ends_the_rest(int lanes)
    {
        var (atWork, worked) = (0, 0);
        var fault = Assert.Throws<IOException>(() => SideBySide.Run([.. Enumerable.Range(0, lanes)], 1_000_000_000, (_, at) =>
        {
            Interlocked.Increment(ref atWork);
            try
            {
                if (at == 10)
                {
                    throw new IOException("full");
                }

                Interlocked.Increment(ref worked);
                Thread.Yield();
            }
            finally
            {
                Interlocked.Decrement(ref atWork);
            }
        }));
        Assert.Equal("full", fault.Message);
        Assert.Equal(0, atWork);
        Assert.True(worked < 1_000_000_000);
    }
}
