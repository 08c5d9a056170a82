using Google.Type;

namespace Dtsen.Exchange.Register.Tests;

public class CalendarDatesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2024, 2, 29)]
    [InlineData(9999, 12, 31)]
    public void A_day_survives_the_way_into_a_message_and_back(int year, int month, int day)
    {
        var expected = new DateOnly(year, month, day);

        Assert.True(expected.ToDate().TryToDay(out var read));
        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2026, 0, 1)]
    [InlineData(2026, 1, 0)]
    [InlineData(2026, 13, 1)]
    [InlineData(2026, 2, 29)]
    [InlineData(-1, -1, -1)]
    [InlineData(10_000, 1, 1)]
    public void What_is_no_day_of_the_calendar_is_none(int year, int month, int day) =>
        Assert.False(new Date { Year = year, Month = month, Day = day }.TryToDay(out _));

    [Fact]
    public void A_date_that_was_not_sent_is_none() => Assert.False(((Date?)null).TryToDay(out _));
}
