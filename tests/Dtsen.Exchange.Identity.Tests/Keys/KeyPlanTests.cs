using Dtsen.Exchange.Identity.Keys;

namespace Dtsen.Exchange.Identity.Tests.Keys;

public class KeyPlanTests
{
    private static readonly KeyRotation Rotation = new();
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    // Keys made on these days; at this hour: which signs, how many may go, whether another is due.
    [Theory]
    [InlineData(new int[0], 0, -1, 0, true)]
    [InlineData(new[] { 0 }, 0, 0, 0, false)]
    [InlineData(new[] { 0 }, (30 * 24) - 1, 0, 0, false)]
    [InlineData(new[] { 0 }, 30 * 24, 0, 0, true)]
    [InlineData(new[] { 0, 30 }, 30 * 24, 0, 0, false)]
    [InlineData(new[] { 0, 30 }, (31 * 24) - 1, 0, 0, false)]
    [InlineData(new[] { 0, 30 }, 31 * 24, 1, 0, false)]
    [InlineData(new[] { 0, 30 }, (31 * 24) + 1, 1, 0, false)]
    [InlineData(new[] { 0, 30 }, (31 * 24) + 2, 1, 1, false)]
    [InlineData(new[] { 0, 30, 60 }, 60 * 24, 1, 1, false)]
    [InlineData(new[] { 0, 30, 60 }, 62 * 24, 2, 2, false)]
    [InlineData(new[] { 0, 30 }, 400 * 24, 1, 1, true)]
    [InlineData(new[] { 5 }, 0, 0, 0, false)]
    [InlineData(new[] { 0, 0 }, 1, 0, 0, false)]
    public void The_plan_follows_from_the_times(int[] days, int hour, int signing, int retired, bool due)
    {
        var plan = KeyPlan.At(Start.AddHours(hour), [.. days.Select(day => Start.AddDays(day))], Rotation, Lifetime);
        Assert.Equal(new KeyPlan(signing, retired, due), plan);
    }

    [Fact]
    public void No_token_ever_meets_a_key_that_is_not_published()
    {
        // Hour by hour for a year: what signs was published a day before, and stays as long as its tokens.
        List<DateTimeOffset> made = [];
        Dictionary<DateTimeOffset, DateTimeOffset> neededUntil = [];
        for (var hour = 0; hour < 24 * 365; hour++)
        {
            var now = Start.AddHours(hour);
            var plan = KeyPlan.At(now, made, Rotation, Lifetime);
            if (plan.AnotherIsDue)
                made.Add(now);
            plan = KeyPlan.At(now, made, Rotation, Lifetime);
            var signing = made[plan.Signing];
            Assert.True(signing == Start || now - signing >= Rotation.PublishAhead);
            neededUntil[signing] = now + Lifetime;
            made.RemoveRange(0, plan.Retired);
            Assert.All(neededUntil, needed => Assert.True(needed.Value < now || made.Contains(needed.Key)));
            Assert.True(made.Count <= 2);
        }
        Assert.Equal(13, neededUntil.Count);
    }
}
