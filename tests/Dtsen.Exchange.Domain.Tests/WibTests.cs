using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Domain.Tests;

public class WibTests
{
    [Theory]
    [InlineData("2026-09-30T16:59:59.9999999Z", "2026-09-30")]
    [InlineData("2026-09-30T17:00:00Z", "2026-10-01")]
    [InlineData("2026-12-31T17:00:00Z", "2027-01-01")]
    [InlineData("2026-10-01T00:00:00+07:00", "2026-10-01")]
    [InlineData("2026-10-01T00:00:00+09:00", "2026-09-30")]
    public void A_day_begins_at_17_hours_UTC_of_the_day_before(string moment, string day)
    {
        var instant = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(day, $"{Wib.DayOf(instant):O}");
        Assert.Equal(day, $"{Wib.Today(new FakeTimeProvider(instant)):O}");
    }

    [Fact]
    public void The_start_of_a_day_is_its_first_moment()
    {
        var day = new DateOnly(2026, 10, 1);
        var start = Wib.StartOf(day);

        Assert.Equal(new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero), start);
        Assert.Equal(day, Wib.DayOf(start));
        Assert.Equal(day.AddDays(-1), Wib.DayOf(start.AddTicks(-1)));
    }
}
