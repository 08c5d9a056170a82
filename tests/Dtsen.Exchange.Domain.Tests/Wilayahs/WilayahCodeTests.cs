using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Domain.Tests.Wilayahs;

public class WilayahCodeTests
{
    [Theory]
    [InlineData("32", WilayahLevel.Provinsi, null)]
    [InlineData("3204", WilayahLevel.KabupatenKota, "32")]
    [InlineData("320412", WilayahLevel.Kecamatan, "3204")]
    [InlineData("3204122001", WilayahLevel.DesaKelurahan, "320412")]
    public void Kemendagris_codes_have_2_4_6_or_10_digits(string text, WilayahLevel level, string? parent)
    {
        Assert.True(WilayahCode.TryParse(text, out var code));
        Assert.Equal((level, text, parent), (code.Level, code.ToString(), code.Parent?.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("320")]
    [InlineData("32041")]
    [InlineData("3204120")]
    [InlineData("32041220010")]
    [InlineData("32.04")]
    [InlineData("03")]
    [InlineData("3A")]
    [InlineData("３２")]
    [InlineData(" 32")]
    public void Nothing_else_is_one(string text)
    {
        Assert.False(WilayahCode.TryParse(text, out var code));
        Assert.Equal(default, code);
        Assert.Equal("", code.ToString());
    }

    [Theory]
    [InlineData("32", true)]
    [InlineData("3204", true)]
    [InlineData("3204120", true)]
    [InlineData("3204120001", true)]
    [InlineData("320412", false)]
    [InlineData("0204", false)]
    [InlineData("32.04", false)]
    public void Codes_of_BPS_have_2_4_7_or_10_digits(string text, bool isOne)
    {
        Assert.Equal(isOne, BpsWilayahCode.TryParse(text, out var code));
        Assert.Equal(isOne ? text : "", code.ToString());
    }

    [Fact]
    public void No_code_of_one_system_becomes_one_of_the_other()
    {
        var between =
            from type in new[] { typeof(WilayahCode), typeof(BpsWilayahCode) }
            from method in type.GetMethods()
            let other = type == typeof(WilayahCode) ? typeof(BpsWilayahCode) : typeof(WilayahCode)
            where method.ReturnType == other || method.GetParameters().Any(p => p.ParameterType == other || p.ParameterType.GetElementType() == other)
            select method.Name;
        Assert.Empty(between);

        Assert.True(WilayahCode.TryParse("3204120001", out var kemendagri));
        Assert.True(BpsWilayahCode.TryParse("3204120001", out var bps));
        Assert.False(kemendagri.Equals((object)bps));
        Assert.False(bps.Equals((object)kemendagri));
    }

    [Theory]
    [InlineData("32", "32", true)]
    [InlineData("32", "3204", true)]
    [InlineData("32", "3204122001", true)]
    [InlineData("3204", "320412", true)]
    [InlineData("320412", "3204122001", true)]
    [InlineData("3204", "32", false)]
    [InlineData("3204", "3205", false)]
    [InlineData("3204", "3205122001", false)]
    [InlineData("32", "3304122001", false)]
    [InlineData("3204122001", "3204122002", false)]
    public void A_region_contains_itself_and_what_lies_within(string outer, string inner, bool contains) =>
        Assert.Equal(contains, Code(outer).Contains(Code(inner)));

    [Fact]
    public void No_code_contains_nothing_and_lies_in_nothing()
    {
        Assert.False(default(WilayahCode).Contains(Code("32")));
        Assert.False(Code("32").Contains(default));
        Assert.False(default(WilayahCode).Contains(default));
    }

    [Theory]
    [InlineData("3204", false)]
    [InlineData("3269", false)]
    [InlineData("3271", true)]
    [InlineData("3299", true)]
    [InlineData("320471", false)]
    [InlineData("32", false)]
    public void A_kota_counts_from_71(string text, bool isKota) => Assert.Equal(isKota, Code(text).IsKota);

    [Theory]
    [InlineData("3204121001", 1)]
    [InlineData("3204122001", 2)]
    [InlineData("9103013001", 3)]
    [InlineData("320412", 0)]
    public void The_first_digit_of_a_desa_says_its_kind(string text, int kind) => Assert.Equal(kind, Code(text).DesaKind);

    [Fact]
    public void A_number_of_ten_digits_is_a_desa()
    {
        Assert.True(WilayahCode.TryFromDesa(9_103_013_001, out var desa));
        Assert.Equal(Code("9103013001"), desa);
        Assert.False(WilayahCode.TryFromDesa(999_999_999, out _));
        Assert.False(WilayahCode.TryFromDesa(10_000_000_000, out _));
    }

    private static WilayahCode Code(string text) =>
        WilayahCode.TryParse(text, out var code) ? code : throw new ArgumentException("Not a code.", nameof(text));
}
