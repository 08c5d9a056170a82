using Dtsen.Exchange.Server.Sql;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Server.Tests.Sql;

public class UtcMicrosecondsTests
{
    [Property]
    public bool A_stored_number_comes_back(long number)
    {
        var microseconds = number % 60_000_000_000_000_000;
        return microseconds.FromUtcMicroseconds().ToUtcMicroseconds() == microseconds;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(-1, -1)]
    [InlineData(-10, -1)]
    [InlineData(-11, -2)]
    public void A_fraction_is_dropped_towards_the_past(long ticks, long expected) =>
        Assert.Equal(expected, DateTimeOffset.UnixEpoch.AddTicks(ticks).ToUtcMicroseconds());

    [Fact]
    public void The_offset_plays_no_part() => Assert.Equal(
        -TimeSpan.FromHours(7).Ticks / TimeSpan.TicksPerMicrosecond,
        new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.FromHours(7)).ToUtcMicroseconds());
}
