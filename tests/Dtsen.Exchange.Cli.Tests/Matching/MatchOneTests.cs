using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;

namespace Dtsen.Exchange.Cli.Tests.Matching;

[Collection(ExchangeCollection.Name)]
public class MatchOneTests(RunningExchange exchange)
{
    private static readonly string Nik = FamilySample.Nik(FamilySample.Bandung, 4);

    [Fact]
    public async Task A_record_that_agrees_is_padan()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "match", "one", "--nik", Nik, "--name", FamilySample.Name(4), "--wilayah", "32",
            "--purpose", "pbi-jk")).Ended(0);

        Assert.Contains("PADAN", result.Output);
        Assert.Contains("Sesuai (100)", result.Output);
        Assert.Contains("data dapat digunakan", result.Output);
        Assert.DoesNotContain(Nik, result.Output);
    }

    [Fact]
    public async Task A_field_that_differs_is_a_note()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "match", "one", "--nik", Nik, "--name", FamilySample.Name(4), "--wilayah", "94",
            "--purpose", "pbi-jk", "--json")).Ended(0);

        var answer = result.Json.GetProperty("answer");
        Assert.Equal("MATCH_OUTCOME_PADAN_DENGAN_CATATAN", answer.GetProperty("outcome").GetString());
        Assert.Equal("MATCH_RESULT_TIDAK_SESUAI", answer.GetProperty("fields").GetProperty("wilayah").GetString());
        Assert.Equal(1, result.Json.GetProperty("guidance").GetArrayLength());
    }

    [Fact]
    public async Task Anothers_name_is_told_nothing_and_ends_with_1()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "match", "one", "--nik", Nik, "--name", "Zzyx Qwvk", "--sex", "m", "--birth-date", "1980-01-01",
            "--purpose", "pbi-jk")).Ended(1);

        Assert.Contains("TIDAK_PADAN", result.Output);
        Assert.DoesNotContain("Sesuai", result.Output);
    }

    [Theory]
    [InlineData(3, "--name", "x")]
    [InlineData(2, "--nik", "3204121708809903", "--birth-date", "17-08-1980")]
    [InlineData(3, "--nik", "3204121708809903", "--sex", "m")]
    [InlineData(3, "--nik", "3204121708809903", "--name", "x", "--threshold", "70")]
    public async Task What_cannot_be_asked_is_refused(int exitCode, params string[] arguments)
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, ["match", "one", "--purpose", "pbi-jk", .. arguments])).Ended(exitCode);

        Assert.DoesNotContain("3204121708809903", result.Error);
    }
}
