using Dtsen.Exchange.Domain.Spreadsheets;

namespace Dtsen.Exchange.Domain.Tests.Spreadsheets;

public class DamagedNumberTests
{
    [Theory]
    [InlineData("3.20101E+15", false, NumberDamage.Scientific)]
    [InlineData("3,20101E+15", false, NumberDamage.Scientific)]
    [InlineData("3.20101e15", true, NumberDamage.Scientific)]
    [InlineData(" 3E+15 ", false, NumberDamage.Scientific)]
    [InlineData("3204121708809903.0", false, NumberDamage.Decimals)]
    [InlineData("3204121708809900,00", false, NumberDamage.Decimals)]
    [InlineData("3204121708809900", true, NumberDamage.LastDigitZero)]
    [InlineData("9171014107900000", true, NumberDamage.LastDigitZero)]
    [InlineData("3204121708809900", false, NumberDamage.None)]
    [InlineData("3204121708809903", true, NumberDamage.None)]
    [InlineData("320412170880990", true, NumberDamage.None)]
    [InlineData("0", true, NumberDamage.None)]
    [InlineData("12.0", true, NumberDamage.None)]
    [InlineData("", false, NumberDamage.None)]
    [InlineData("NIK sementara", false, NumberDamage.None)]
    public void What_a_spreadsheet_did_is_named(string text, bool fromNumber, NumberDamage damage) =>
        Assert.Equal(damage, DamagedNumber.Of(text, fromNumber));
}
