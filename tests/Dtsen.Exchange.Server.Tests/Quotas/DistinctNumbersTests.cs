using Dtsen.Exchange.Server.Quotas;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public class DistinctNumbersTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    [InlineData(10_000, 10_000)]
    [InlineData(1_000_000, 7)]
    public void Different_numbers_are_counted_to_five_percent_whatever_they_are(int count, int step)
    {
        foreach (var key in new ulong[] { 1, 0xDEADBEEF, ulong.MaxValue })
        {
            var distinct = new DistinctNumbers(key);
            // Numbers in a row, as a walk through birth dates asks for them, are the hardest to spread.
            for (var at = 0; at < count; at++)
            {
                distinct.Add([3204050101800001UL + (ulong)(at * (long)step)]);
            }

            Assert.InRange(distinct.Count, count * 0.95, count * 1.05);
        }
    }

    [Fact]
    public void The_same_number_again_counts_for_nothing()
    {
        var distinct = new DistinctNumbers(7);
        for (var round = 0; round < 100_000; round++)
        {
            distinct.Add([3204050101800001, 3204050101800002]);
        }

        Assert.Equal(2, distinct.Count);
        distinct.Clear();
        Assert.Equal(0, distinct.Count);
    }

    [Fact]
    public void The_count_never_falls()
    {
        var distinct = new DistinctNumbers(3);
        var before = 0L;
        for (var number = 0UL; number < 40_000; number++)
        {
            distinct.Add([number]);
            Assert.True(distinct.Count >= before);
            before = distinct.Count;
        }
    }
}
