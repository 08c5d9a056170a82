using System.Globalization;
using Dtsen.Exchange.Domain.Spreadsheets;

namespace Dtsen.Exchange.Domain.Tests.Spreadsheets;

public class WrittenDateTests
{
    [Theory]
    [InlineData("17-08-1980", "1980-08-17")]
    [InlineData("7-8-1980", "1980-08-07")]
    [InlineData("17/08/1980", "1980-08-17")]
    [InlineData("17.08.1980", "1980-08-17")]
    [InlineData("1980-08-17", "1980-08-17")]
    [InlineData("1980/08/17", "1980-08-17")]
    [InlineData(" 17-08-1980 ", "1980-08-17")]
    [InlineData("1980-08-17 00:00:00", "1980-08-17")]
    [InlineData("17/08/1980 0:00", "1980-08-17")]
    [InlineData("1980-08-17T00:00:00", "1980-08-17")]
    [InlineData("1980-08-17T00:00:00.000Z", "1980-08-17")]
    [InlineData("1", "1900-01-01")]
    [InlineData("59", "1900-02-28")]
    [InlineData("61", "1900-03-01")]
    [InlineData("29450", "1980-08-17")]
    [InlineData("29450.0", "1980-08-17")]
    [InlineData("73050", "2099-12-31")]
    [InlineData("29-02-2000", "2000-02-29")]
    public void A_day_is_read(string text, string day)
    {
        Assert.True(WrittenDate.TryRead(text, out var read));
        Assert.Equal(day, read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("08/17/1980")]
    [InlineData("17-08-80")]
    [InlineData("31-02-1980")]
    [InlineData("29-02-1900")]
    [InlineData("60")]
    [InlineData("0")]
    [InlineData("73051")]
    [InlineData("17081980")]
    [InlineData("29450.5")]
    [InlineData("-1")]
    [InlineData("17-08/1980")]
    [InlineData("17-08-1980 pagi")]
    [InlineData("0000-00-00")]
    public void What_is_none_or_could_be_two_is_not_guessed(string text) => Assert.False(WrittenDate.TryRead(text, out _));
}
