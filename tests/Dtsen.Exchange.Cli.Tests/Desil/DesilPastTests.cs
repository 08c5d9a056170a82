using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;

namespace Dtsen.Exchange.Cli.Tests.Desil;

[Collection(ExchangeCollection.Name)]
public class DesilPastTests(RunningExchange exchange)
{
    private static readonly string[] Query =
        ["--nik", FamilySample.Nik(FamilySample.Bandung, 4), "--name", FamilySample.Name(4), "--purpose", "pbi-jk"];

    [Fact]
    public async Task A_release_is_asked_by_its_name()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Ministry, ["desil", "get", .. Query, "--as-of", RunningExchange.Release, "--json"])).Ended(0);
        var refused = (await exchange.RunAsync(RunningExchange.Ministry, ["desil", "get", .. Query, "--as-of", "2001-T1.v1"])).Ended(3);

        Assert.Equal(5, result.Json.GetProperty("answer").GetProperty("desil_nasional").GetInt32());
        Assert.Contains("NO_RELEASE", refused.Error);
    }

    [Fact]
    public async Task Programmes_come_with_their_band_and_with_what_they_do_not_say()
    {
        var result = (await exchange.RunAsync(RunningExchange.Ministry, ["desil", "programmes", .. Query])).Ended(0);
        var json = (await exchange.RunAsync(
            RunningExchange.Ministry, ["desil", "programmes", .. Query, "--programme", "pbi-jk", "--json"])).Ended(0);
        var refused = (await exchange.RunAsync(
            RunningExchange.Ministry, ["desil", "programmes", .. Query, "--programme", "pkh"])).Ended(3);

        Assert.Contains("IN_BAND", result.Output);
        Assert.Contains("1-5", result.Output);
        Assert.Contains("is not entitled", result.Output);
        Assert.Equal("PROGRAMME_NOTICE_IN_BAND_IS_NOT_ENTITLED", json.Json.GetProperty("notice").GetString());
        Assert.Contains("INVALID_FIELD", refused.Error);
    }

    [Fact]
    public async Task The_past_is_refused_to_whose_agreement_does_not_name_it()
    {
        var refused = (await exchange.RunAsync(RunningExchange.Ministry, ["desil", "history", .. Query])).Ended(3);

        Assert.Contains("SCOPE_MISSING", refused.Error);
    }
}
