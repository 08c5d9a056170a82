namespace Dtsen.Exchange.Server.Tests;

public class LongNumberTests
{
    [Theory]
    [InlineData("3204121708809903")]
    [InlineData("kasus 3204121708809903, diulang")]
    [InlineData("nik:3204121708809903")]
    [InlineData("32041217088099031")]
    [InlineData("\uFF13\uFF12\uFF10\uFF14\uFF11\uFF12\uFF11\uFF17\uFF10\uFF18\uFF18\uFF10\uFF19\uFF19\uFF10\uFF13")]
    public void Sixteen_digits_as_a_word_are_found(string text) => Assert.True(LongNumber.IsIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("320412170880990")]
    [InlineData("3204-1217-0880-9903")]
    [InlineData("case-2026-000123")]
    [InlineData("0f3204121708809903ab12cd34ef5678")]
    [InlineData("a1b2 123456789012345 c3")]
    public void Ids_and_shorter_numbers_are_not(string text) => Assert.False(LongNumber.IsIn(text));
}
