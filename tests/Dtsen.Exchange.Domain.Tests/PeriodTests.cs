using FsCheck.Xunit;

namespace Dtsen.Exchange.Domain.Tests;

public class PeriodTests
{
    [Theory]
    [InlineData("2026-T1", 2026, 1, "2026-01-01", "2026-03-31")]
    [InlineData("2024-T1", 2024, 1, "2024-01-01", "2024-03-31")]
    [InlineData("2026-T3", 2026, 3, "2026-07-01", "2026-09-30")]
    [InlineData("2026-T4", 2026, 4, "2026-10-01", "2026-12-31")]
    [InlineData("2000-T1", 2000, 1, "2000-01-01", "2000-03-31")]
    [InlineData("2199-T4", 2199, 4, "2199-10-01", "2199-12-31")]
    public void A_period_is_a_triwulan(string text, int year, int quarter, string first, string last)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(new Period(year, quarter), period);
        Assert.Equal(text, period.ToString());
        Assert.Equal((first, last), ($"{period.FirstDay:O}", $"{period.LastDay:O}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-T0")]
    [InlineData("2026-T5")]
    [InlineData("2026-t3")]
    [InlineData("2026T3")]
    [InlineData("2026-Q3")]
    [InlineData("26-T3")]
    [InlineData("1999-T4")]
    [InlineData("2200-T1")]
    [InlineData(" 2026-T3")]
    [InlineData("2026-T3 ")]
    [InlineData("+026-T3")]
    [InlineData("２026-T3")]
    public void Nothing_else_is(string text)
    {
        Assert.False(Period.TryParse(text, out var period));
        Assert.Equal(default, period);
    }

    [Property]
    public void A_day_lies_within_its_period_and_periods_follow_each_other(ushort number)
    {
        var day = new DateOnly(2000, 1, 1).AddDays(number);
        var period = Period.Containing(day);

        Assert.InRange(day, period.FirstDay, period.LastDay);
        Assert.Equal(period, period.Next.Previous);
        Assert.Equal(period.LastDay.AddDays(1), period.Next.FirstDay);
        Assert.True(period.CompareTo(period.Next) < 0);
        Assert.True(period.Previous.CompareTo(period) < 0);
    }

    [Theory]
    [InlineData("2026-T3.v1", 1)]
    [InlineData("2026-T3.v9", 9)]
    [InlineData("2026-T3.v10", 10)]
    [InlineData("2026-T3.v99", 99)]
    public void A_release_is_a_period_and_a_version(string text, int version)
    {
        Assert.True(ReleaseVersion.TryParse(text, out var release));
        Assert.Equal(new ReleaseVersion(new Period(2026, 3), version), release);
        Assert.Equal(text, release.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-T3")]
    [InlineData("2026-T3.v")]
    [InlineData("2026-T3.v0")]
    [InlineData("2026-T3.v01")]
    [InlineData("2026-T3.v100")]
    [InlineData("2026-T3.V1")]
    [InlineData("2026-T3-v1")]
    [InlineData("2026-T3.v-1")]
    [InlineData("2026-T3.v1 ")]
    [InlineData("2026-T5.v1")]
    public void Nothing_else_is_a_release(string text)
    {
        Assert.False(ReleaseVersion.TryParse(text, out var release));
        Assert.Equal(default, release);
    }

    [Fact]
    public void Releases_are_ordered_by_period_and_then_by_version_as_a_number()
    {
        string[] inOrder = ["2025-T4.v3", "2026-T1.v2", "2026-T1.v10", "2026-T2.v1"];
        var releases = inOrder.Reverse().Select(text => ReleaseVersion.TryParse(text, out var release) ? release : default).Order();
        Assert.Equal(inOrder, releases.Select(release => release.ToString()));
    }
}
