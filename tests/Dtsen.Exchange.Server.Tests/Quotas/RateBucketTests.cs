using Dtsen.Exchange.Server.Quotas;

namespace Dtsen.Exchange.Server.Tests.Quotas;

public class RateBucketTests
{
    /// <summary>Steps of (at which millisecond, how many are asked for, milliseconds to wait; 0: taken).</summary>
    public static TheoryData<int, (int At, int Count, double Wait)[]> Table => new()
    {
        // A full second's worth at once, then nothing until it fills.
        { 10, [(0, 10, 0), (0, 1, 100), (99, 1, 1), (100, 1, 0), (100, 1, 100)] },

        // Steady: one each hundredth of a second never waits.
        { 100, [(0, 1, 0), (10, 1, 0), (20, 1, 0), (30, 1, 0)] },

        // No more than a second's worth is saved up.
        { 10, [(0, 10, 0), (60_000, 10, 0), (60_000, 1, 100)] },

        // What can never be held at once needs a full bucket and leaves a debt.
        { 10, [(0, 25, 0), (1_000, 1, 600), (1_600, 1, 0)] },
        { 10, [(0, 1, 0), (0, 25, 100), (100, 25, 0), (100, 1, 1_600)] },

        // A refusal takes nothing.
        { 10, [(0, 8, 0), (0, 5, 300), (0, 2, 0)] },

        // A clock that stands still or goes back fills nothing and empties nothing.
        { 10, [(1_000, 10, 0), (500, 1, 100), (1_000, 1, 100), (1_100, 1, 0)] },

        // None is always to be had.
        { 1, [(0, 1, 0), (0, 0, 0), (0, 1, 1_000)] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_bucket_gives_what_it_holds_and_says_when_it_has_more(int perSecond, (int At, int Count, double Wait)[] steps)
    {
        var bucket = new RateBucket(perSecond);
        foreach (var (at, count, wait) in steps)
        {
            var said = bucket.WaitFor(count, TimeSpan.FromMilliseconds(at));

            Assert.Equal(wait, said.TotalMilliseconds, 0.01);
            if (said == TimeSpan.Zero)
            {
                bucket.Take(count);
            }
        }
    }
}
