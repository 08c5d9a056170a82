using Dtsen.Exchange.Cli.Tests.Serving;

namespace Dtsen.Exchange.Cli.Tests.Partners;

[Collection(ExchangeCollection.Name)]
public class PartnerShowTests(RunningExchange exchange)
{
    [Fact]
    public async Task An_application_sees_its_own_agreement()
    {
        var text = (await exchange.RunAsync(RunningExchange.Ministry, "partner", "show")).Ended(0);
        var json = (await exchange.RunAsync(RunningExchange.Ministry, "partner", "show", "--json")).Ended(0);

        Assert.Contains("PKS-DTSEN-BPJSKES-1/2026", text.Output);
        Assert.Equal(RunningExchange.Ministry, json.Json.GetProperty("application").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_list_is_for_those_who_may()
    {
        var result = (await exchange.RunAsync(RunningExchange.Ministry, "partner", "list")).Ended(3);

        Assert.Contains("dtsen: ", result.Error);
    }
}
