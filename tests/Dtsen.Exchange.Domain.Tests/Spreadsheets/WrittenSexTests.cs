using Dtsen.Exchange.Domain.Spreadsheets;

namespace Dtsen.Exchange.Domain.Tests.Spreadsheets;

public class WrittenSexTests
{
    [Theory]
    [InlineData("L", Sex.Male)]
    [InlineData("l", Sex.Male)]
    [InlineData("LK", Sex.Male)]
    [InlineData("Laki-laki", Sex.Male)]
    [InlineData("LAKI LAKI", Sex.Male)]
    [InlineData("1", Sex.Male)]
    [InlineData("M", Sex.Male)]
    [InlineData("P", Sex.Female)]
    [InlineData(" Perempuan ", Sex.Female)]
    [InlineData("PR", Sex.Female)]
    [InlineData("wanita", Sex.Female)]
    [InlineData("2", Sex.Female)]
    [InlineData("F", Sex.Female)]
    [InlineData("3", Sex.Unknown)]
    [InlineData("", Sex.Unknown)]
    [InlineData("L/P", Sex.Unknown)]
    public void It_is_read_by_its_usual_words(string text, Sex expected)
    {
        Assert.Equal(expected != Sex.Unknown, WrittenSex.TryRead(text, out var sex));
        Assert.Equal(expected, sex);
    }
}
