using System.Globalization;
using Dtsen.Exchange.Domain.NikChecks;
using Dtsen.Exchange.Domain.Tests.Wilayahs;

namespace Dtsen.Exchange.Domain.Tests.NikChecks;

public class NikCheckTests
{
    [Theory]
    [InlineData("3204120101900001")]
    [InlineData("3204124101900001")]
    [InlineData("9171011505850001")]
    [InlineData("3204121503220001")]
    [InlineData("3204122902000001")]
    public void Nothing_is_found_in_a_NIK_that_is_right(string text)
    {
        var result = Check(text);
        Assert.Equal(NikVerdict.Valid, result.Verdict);
        Assert.Empty(result.Findings);
        Assert.Equal(text, result.Nik!.Value.Reveal());
    }

    [Theory]
    [InlineData("", NikFinding.Empty)]
    [InlineData("   ", NikFinding.Empty)]
    [InlineData("0", NikFinding.Placeholder)]
    [InlineData("0000000000000000", NikFinding.Placeholder)]
    [InlineData("1111111111111111", NikFinding.Placeholder)]
    [InlineData("-", NikFinding.Placeholder)]
    [InlineData("NIK SEMENTARA", NikFinding.Placeholder)]
    [InlineData(" 3204120101900001", NikFinding.Blanks)]
    [InlineData("3204120101900001\t", NikFinding.Blanks)]
    [InlineData("３２０４１２０１０１９００００１", NikFinding.ForeignDigits)]
    [InlineData("3.20412E+15", NikFinding.Spreadsheet)]
    [InlineData("3,20412E+15", NikFinding.Spreadsheet)]
    [InlineData("3204120101900001.0", NikFinding.Spreadsheet)]
    [InlineData("32O4120101900001", NikFinding.NotDigits)]
    [InlineData("3204 1201 0190 0001", NikFinding.NotDigits)]
    [InlineData("320412010190001", NikFinding.Length)]
    [InlineData("32041201019000011", NikFinding.Length)]
    [InlineData("9771010101900001", NikFinding.ProvinceUnknown)]
    [InlineData("0104120101900001", NikFinding.ProvinceUnknown)]
    [InlineData("3204123002000001", NikFinding.DateImpossible)]
    [InlineData("3204122902010001", NikFinding.DateImpossible)]
    [InlineData("3204127201900001", NikFinding.DateImpossible)]
    [InlineData("3204120101900000", NikFinding.SequenceZero)]
    public void What_is_no_NIK_is_an_error(string text, NikFinding finding)
    {
        var result = Check(text);
        Assert.Equal(NikVerdict.Error, result.Verdict);
        Assert.Equal([finding], result.Findings);
        Assert.Null(result.Nik);
    }

    [Theory]
    [InlineData("3299010101900001", NikFinding.KabupatenUnknown)]
    [InlineData("3204990101900001", NikFinding.KecamatanUnknown)]
    public void A_region_that_may_have_been_retired_is_a_warning(string text, NikFinding finding)
    {
        var result = Check(text);
        Assert.Equal(NikVerdict.Warning, result.Verdict);
        Assert.Equal([finding], result.Findings);
        Assert.Equal(text, result.Nik!.Value.Reveal());
    }

    [Theory]
    [InlineData("3204121503220001", "1922-03-15", Sex.Male, new NikFinding[0])]
    [InlineData("3204121503220001", "2022-03-15", Sex.Unknown, new NikFinding[0])]
    [InlineData("3204125503220001", null, Sex.Female, new NikFinding[0])]
    [InlineData("3204121503220001", "1922-03-16", Sex.Male, new[] { NikFinding.BirthDateDiffers })]
    [InlineData("3204121503220001", null, Sex.Female, new[] { NikFinding.SexDiffers })]
    [InlineData("3204125503220001", "1922-03-16", Sex.Male, new[] { NikFinding.BirthDateDiffers, NikFinding.SexDiffers })]
    public void What_was_declared_otherwise_is_a_warning(string text, string? birthDate, Sex sex, NikFinding[] findings)
    {
        var result = Check(text, birthDate, sex);
        Assert.Equal(findings, result.Findings);
        Assert.Equal(findings.Length == 0 ? NikVerdict.Valid : NikVerdict.Warning, result.Verdict);
        Assert.NotNull(result.Nik);
    }

    [Fact]
    public void All_that_is_wrong_is_said_in_the_order_of_the_digits()
    {
        var result = Check("9771013002000000");
        Assert.Equal([NikFinding.ProvinceUnknown, NikFinding.DateImpossible, NikFinding.SequenceZero], result.Findings);
        Assert.Equal(NikVerdict.Error, result.Verdict);

        Assert.Equal([NikFinding.KabupatenUnknown, NikFinding.SequenceZero], Check("3299010101900000").Findings);
    }

    [Fact]
    public void Every_finding_is_explained_in_both_languages()
    {
        foreach (var finding in Enum.GetValues<NikFinding>())
        {
            var (english, indonesian) = NikFindings.Explain(finding);
            Assert.NotEmpty(english);
            Assert.NotEmpty(indonesian);
            Assert.NotEqual(english, indonesian);
        }
    }

    private static NikCheckResult Check(string text, string? birthDate = null, Sex sex = Sex.Unknown) => NikCheck.Check(
        text,
        ShippedWilayah.Table,
        birthDate is null ? null : DateOnly.ParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        sex);
}
