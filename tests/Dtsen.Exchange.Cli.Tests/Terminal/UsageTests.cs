using System.Text.Json;

namespace Dtsen.Exchange.Cli.Tests.Terminal;

public class UsageTests
{
    private const string Nik = "3273014107900001";

    [Theory]
    [InlineData("desil", "get", Nik)]
    [InlineData("nik", "check", Nik, Nik)]
    [InlineData("desil", "get", "--nik", Nik, "SITI")]
    [InlineData("desil", Nik)]
    public async Task A_word_in_the_wrong_place_may_be_a_NIK_or_a_name_and_is_not_repeated(params string[] arguments)
    {
        var result = (await Dtsen.RunAsync(arguments)).Ended(2);

        Assert.DoesNotContain(Nik, result.Output + result.Error);
        Assert.DoesNotContain("SITI", result.Output + result.Error);
        Assert.Contains("--help", result.Error);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("'--niks'", "desil", "get", "--niks", Nik)]
    [InlineData("'desli'", "desli")]
    public async Task An_option_or_a_command_that_is_misspelt_is_named(string named, params string[] arguments) =>
        Assert.Contains(named, (await Dtsen.RunAsync(arguments)).Ended(2).Error);

    [Fact]
    public async Task Without_an_address_the_option_and_the_variable_are_named()
    {
        var result = (await Dtsen.RunAsync("partner", "show")).Ended(2);

        Assert.Contains("--exchange", result.Error);
        Assert.Contains("DTSEN_EXCHANGE", result.Error);
    }

    [Fact]
    public async Task An_error_is_JSON_where_the_answer_would_be()
    {
        var result = (await Dtsen.RunAsync("partner", "show", "--json")).Ended(2);

        Assert.Empty(result.Output);
        Assert.Contains(
            "--exchange", JsonDocument.Parse(result.Error).RootElement.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_told_before_anything_is_called()
    {
        var result = (await Dtsen.RunAsync(
            "partner", "show", "--exchange", "https://localhost:1", "--authority", "https://localhost:1",
            "--application", "bpjs-kesehatan.pbi-jk", "--pki", "no-such-folder")).Ended(2);

        Assert.Contains("dtsen pki issue", result.Error);
    }
}
