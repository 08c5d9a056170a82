using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;

namespace Dtsen.Exchange.Cli.Tests.Desil;

[Collection(ExchangeCollection.Name)]
public class DesilGetTests(RunningExchange exchange)
{
    private static readonly string Nik = FamilySample.Nik(FamilySample.Bandung, 4);

    [Fact]
    public async Task A_family_is_found_by_NIK_and_name()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "desil", "get", "--nik", Nik, "--name", FamilySample.Name(4),
            "--purpose", "pbi-jk", "--json")).Ended(0);

        Assert.Equal("DESIL_OUTCOME_RANKED", result.Json.GetProperty("answer").GetProperty("outcome").GetString());
        Assert.Equal(5, result.Json.GetProperty("answer").GetProperty("desil_nasional").GetInt32());
    }

    [Fact]
    public async Task A_family_is_found_by_nomor_KK_and_a_member()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "desil", "get", "--kk", FamilySample.FamilyNumber(FamilySample.Bandung, 4), "--member-nik", Nik,
            "--purpose", "pbi-jk")).Ended(0);

        Assert.Contains("RANKED", result.Output);
        Assert.Contains("desil_nasional", result.Output);
    }

    [Fact]
    public async Task A_wrong_proof_is_not_found()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "desil", "get", "--nik", Nik, "--name", "Orang Lain", "--purpose", "pbi-jk")).Ended(1);

        Assert.Contains("NOT_FOUND", result.Output);
    }

    [Fact]
    public async Task A_refusal_has_its_reason_in_both_languages_and_a_code_of_its_own()
    {
        var result = (await exchange.RunAsync(RunningExchange.Ministry, "desil", "get", "--nik", Nik, "--name", "x")).Ended(3);

        Assert.Contains("PURPOSE_MISSING", result.Error);
        Assert.Contains("Sebutkan tujuan", result.Error);
        Assert.DoesNotContain(Nik, result.Error);
    }

    [Fact]
    public async Task A_NIK_that_is_none_is_named_by_its_field_alone()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "desil", "get", "--nik", "327301", "--name", "x", "--purpose", "pbi-jk", "--json")).Ended(3);

        Assert.Contains("query.nik", result.Error);
        Assert.DoesNotContain("327301", result.Error);
    }

    [Fact]
    public async Task An_exchange_that_is_away_has_a_code_of_its_own()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, "partner", "show", "--exchange", "https://localhost:1")).Ended(4);

        Assert.Contains("cannot be reached", result.Error);
    }
}
