namespace Dtsen.Exchange.Domain.Tests;

public class FamilyNumberTests
{
    [Theory]
    [InlineData("3204120101100001")]
    [InlineData("3204123112990001")]
    [InlineData("3204122902000001")]
    [InlineData("9471011505119999")]
    public void These_are_nomor_KK(string text)
    {
        Assert.True(FamilyNumber.TryParse(text, out var number));
        Assert.Equal(text, number.Reveal());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("0", "the placeholder 0")]
    [InlineData("0000000000000000", "sixteen zeros")]
    [InlineData("320412010110001", "15 digits")]
    [InlineData("32041201011000011", "17 digits")]
    [InlineData(" 3204120101100001", "a leading blank")]
    [InlineData("3204120101100001 ", "a trailing blank")]
    [InlineData("320412010110000A", "a letter")]
    [InlineData("３２０４１２０１０１１００００１", "full-width digits")]
    [InlineData("3204124101100001", "the day is never raised by 40")]
    [InlineData("3204123002100001", "30 February")]
    [InlineData("3204120101100000", "serial 0000")]
    public void These_are_none(string text, string because)
    {
        Assert.False(FamilyNumber.TryParse(text, out var number), because);
        Assert.Equal(default, number);
    }

    [Fact]
    public void It_never_shows_itself()
    {
        Assert.True(FamilyNumber.TryParse("3204120101100001", out var number));
        Assert.DoesNotContain("3204", $"{number} {new { number }}", StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_the_province_of_issue_and_goes_by_its_digits()
    {
        Assert.True(FamilyNumber.TryParse("9471011505110001", out var papua));
        Assert.True(FamilyNumber.TryParse("1101011505110001", out var aceh));
        Assert.Equal((94, 11), (papua.ProvinceCode, aceh.ProvinceCode));
        Assert.True(aceh.CompareTo(papua) < 0);
        Assert.True(FamilyNumber.TryFrom(papua.RevealNumber(), out var again));
        Assert.Equal(papua, again);
        Assert.False(FamilyNumber.TryFrom(19_471_011_505_110_001, out _));
    }
}
