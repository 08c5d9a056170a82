using System.Globalization;
using System.Text;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Domain.Tests;

public class NikTests
{
    [Theory]
    [InlineData("3204120101900001", "a man")]
    [InlineData("3204124101900001", "a woman: day + 40")]
    [InlineData("3204123112900001", "the last day of a month")]
    [InlineData("3204127112900001", "a woman, on the last day of a month")]
    [InlineData("3204122902040001", "29 February 2004, or 1904")]
    [InlineData("3204122902000001", "29 February 2000, though 1900 was no leap year")]
    [InlineData("3204126902000001", "a woman of 29 February 2000")]
    [InlineData("9171011505850001", "Papua: beyond 2^53")]
    [InlineData("9671011505859999", "the highest province of Papua")]
    [InlineData("3204121503220001", "a person of 104, or a child of 4")]
    [InlineData("3204120111260001", "a baby of this month")]
    [InlineData("9999990101900001", "a region that nobody looked at")]
    [InlineData("0000000101900001", "leading zeros")]
    public void These_are_NIKs(string text, string because)
    {
        Assert.True(Nik.TryParse(text, out var nik), because);
        Assert.Equal(text, nik.Reveal());
        Assert.Equal(ulong.Parse(text, CultureInfo.InvariantCulture), nik.RevealNumber());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("0", "the placeholder 0")]
    [InlineData("0000000000000000", "sixteen zeros")]
    [InlineData("320412010190001", "15 digits")]
    [InlineData("32041201019000011", "17 digits")]
    [InlineData(" 3204120101900001", "a leading blank")]
    [InlineData("3204120101900001 ", "a trailing blank")]
    [InlineData("3204120101900001\n", "a line end")]
    [InlineData(" 320412010190001", "16 characters, of which one is a blank")]
    [InlineData("32O4120101900001", "a letter O")]
    [InlineData("３２０４１２０１０１９００００１", "full-width digits")]
    [InlineData("٣٢٠٤١٢٠١٠١٩٠٠٠٠١", "Arabic digits")]
    [InlineData("320412010190000１", "one full-width digit")]
    [InlineData("+204120101900001", "a sign")]
    [InlineData("3204.12010190001", "a dot")]
    [InlineData("3.20412010190E15", "as a spreadsheet writes it")]
    [InlineData("3204120101900000", "sequence 0000")]
    [InlineData("3204120001900001", "day 00")]
    [InlineData("3204123201900001", "day 32")]
    [InlineData("3204124001900001", "day 40")]
    [InlineData("3204127201900001", "day 72")]
    [InlineData("3204129901900001", "day 99")]
    [InlineData("3204120100900001", "month 00")]
    [InlineData("3204120113900001", "month 13")]
    [InlineData("3204123002000001", "30 February")]
    [InlineData("3204127002000001", "30 February, a woman")]
    [InlineData("3204122902010001", "29 February of 1901 or 2001")]
    [InlineData("3204123104900001", "31 April")]
    public void These_are_none(string text, string because)
    {
        Assert.False(Nik.TryParse(text, out var nik), because);
        Assert.Equal(default, nik);
    }

    [Theory]
    [InlineData("3204120101900001", Sex.Male)]
    [InlineData("3204123101900001", Sex.Male)]
    [InlineData("3204124101900001", Sex.Female)]
    [InlineData("3204127101900001", Sex.Female)]
    public void The_day_says_the_sex(string text, Sex sex) => Assert.Equal(sex, Parse(text).SexByDigits);

    [Theory]
    [InlineData("3204121503220001", "1922-03-15", true)]
    [InlineData("3204121503220001", "2022-03-15", true)]
    [InlineData("3204125503220001", "1922-03-15", true)]
    [InlineData("3204121503220001", "1922-03-16", false)]
    [InlineData("3204121503220001", "1922-04-15", false)]
    [InlineData("3204121503220001", "1923-03-15", false)]
    [InlineData("3204122902000001", "2000-02-29", true)]
    public void The_century_is_not_among_what_the_digits_say(string text, string birthDate, bool says) =>
        Assert.Equal(says, Parse(text).SaysBirthDate(DateOnly.ParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void The_region_is_that_of_the_first_six_digits()
    {
        var nik = Parse("9171021505850001");
        Assert.Equal((91, 9171, 917102), (nik.ProvinceCode, nik.KabupatenCode, nik.KecamatanCode));
    }

    [Fact]
    public void A_NIK_of_Papua_is_kept_to_the_last_digit()
    {
        var one = Parse("9471011505850001");
        var two = Parse("9471011505850002");

        Assert.True(one.RevealNumber() > 1UL << 53);
        Assert.Equal((double)one.RevealNumber() + 1, (double)two.RevealNumber(), 2.0);
        Assert.NotEqual(one, two);
        Assert.Equal("9471011505850001", one.Reveal());
    }

    [Fact]
    public void It_never_shows_itself()
    {
        var nik = Parse("3204120101900001");
        var record = new { Nik = nik };
        foreach (var text in new[] { nik.ToString(), $"{nik}", record.ToString()!, string.Format(CultureInfo.InvariantCulture, "{0}", nik) })
        {
            Assert.DoesNotContain("3204", text, StringComparison.Ordinal);
            Assert.Contains("****************", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("3204", System.Text.Json.JsonSerializer.Serialize(new { nik.ProvinceCode }), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_beyond_16_digits_are_none()
    {
        Assert.False(Nik.TryFrom(10_000_000_000_000_000, out _));
        Assert.False(Nik.TryFrom(13_204_120_101_900_001, out _));
        Assert.False(Nik.TryFrom(ulong.MaxValue, out _));
    }

    [Property(MaxTest = 2_000)]
    public void Number_and_text_are_read_alike(ulong random)
    {
        var number = random % 10_000_000_000_000_000;
        var text = number.ToString("D16", CultureInfo.InvariantCulture);

        Assert.Equal(Nik.TryFrom(number, out var byNumber), Nik.TryParse(text, out var byText));
        Assert.Equal(byNumber, byText);
    }

    [Property(MaxTest = 2_000)]
    public void A_date_is_one_of_a_calendar(ulong random)
    {
        var (day, month, year) = ((int)(random % 100), (int)(random / 100 % 14), (int)(random / 1_400 % 100));
        var text = string.Create(CultureInfo.InvariantCulture, $"320412{day:D2}{month:D2}{year:D2}0001");
        var birthday = day > 40 ? day - 40 : day;
        var expected = new[] { 1900, 2000 }.Any(century => DateOnly.TryParseExact(
            string.Create(CultureInfo.InvariantCulture, $"{century + year:D4}-{month:D2}-{birthday:D2}"),
            "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

        Assert.Equal(expected, Nik.TryParse(text, out _));
    }

    [Fact]
    public void Order_is_that_of_the_digits()
    {
        Assert.True(Parse("3204120101900001").CompareTo(Parse("3204120101900002")) < 0);
        Assert.Equal(0, Parse("9471011505850001").CompareTo(Parse("9471011505850001")));
        Assert.True(Parse("9471011505850001").CompareTo(Parse("3204120101900002")) > 0);
    }

    [Fact]
    public void A_text_in_UTF8_is_read_as_the_text_is()
    {
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var digits = $"{random.NextInt64(10_000_000_000_000_000):D16}".ToCharArray();
            if (random.Next(3) == 0)
            {
                digits[random.Next(16)] = (char)random.Next(0x30 - 8, 0x3A + 8);
            }

            if (random.Next(10) == 0)
            {
                digits[random.Next(16)] = (char)random.Next(0, 0x300);
            }

            var text = random.Next(10) == 0 ? new string(digits, 0, random.Next(16)) : new string(digits);
            var utf8 = Encoding.UTF8.GetBytes(text);
            Assert.Equal(Nik.TryParse(text, out var nik), Nik.TryParse(utf8, out var same));
            Assert.Equal(nik, same);
            Assert.Equal(FamilyNumber.TryParse(text, out var family), FamilyNumber.TryParse(utf8, out var sameFamily));
            Assert.Equal(family, sameFamily);
        }
    }

    private static Nik Parse(string text) => Nik.TryParse(text, out var nik) ? nik : throw new ArgumentException("Not a NIK.");
}
