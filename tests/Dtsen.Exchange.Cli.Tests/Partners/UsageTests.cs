using Dtsen.Exchange.Cli.Tests.Serving;

namespace Dtsen.Exchange.Cli.Tests.Partners;

[Collection(ExchangeCollection.Name)]
public class UsageTests(RunningExchange exchange)
{
    [Fact]
    public async Task An_application_sees_what_it_has_used_and_what_is_left()
    {
        var text = (await exchange.RunAsync(RunningExchange.Ministry, "usage")).Ended(0);
        var json = (await exchange.RunAsync(RunningExchange.Ministry, "usage", "--json")).Ended(0);

        Assert.Contains("Agreement: calls", text.Output);
        Assert.Contains("Agency: NIKs and nomor KK", text.Output);
        Assert.Contains("1,000 + 2%", text.Output);
        var agreement = json.Json.GetProperty("agreement");
        var used = long.Parse(agreement.GetProperty("calls_used").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(used >= 2);
        Assert.Equal("200000000", agreement.GetProperty("limits").GetProperty("calls_per_day").GetString());
    }
}
