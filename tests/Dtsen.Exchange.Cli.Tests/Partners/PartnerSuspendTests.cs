using Dtsen.Exchange.Cli.Tests.Serving;

namespace Dtsen.Exchange.Cli.Tests.Partners;

/// <summary>The application that is suspended here is used by no other test.</summary>
[Collection(ExchangeCollection.Name)]
public class PartnerSuspendTests(RunningExchange exchange)
{
    private const string Subject = "application:" + RunningExchange.Suspended;

    [Fact]
    public async Task An_application_is_shown_suspended_listed_and_resumed()
    {
        var preview = await RunAsync("suspend", Subject, "--reason", "under audit", "--dry-run");
        Assert.Contains(RunningExchange.Suspended, preview.Ended(0).Output);
        await SeesItselfAsync(0);

        var suspended = (await RunAsync("suspend", Subject, "--reason", "under audit", "--json")).Ended(0);
        Assert.Equal("under audit", suspended.Json.GetProperty("suspension").GetProperty("reason").GetString());
        var refused = await SeesItselfAsync(3);
        Assert.DoesNotContain("under audit", refused.Error);

        var list = (await RunAsync("list")).Ended(0);
        Assert.Contains(Subject, list.Output);
        Assert.Contains("under audit", list.Output);
        Assert.Contains("under audit", (await RunAsync("resume", Subject, "--reason", "closed", "--dry-run")).Ended(0).Output);

        Assert.Contains("is resumed", (await RunAsync("resume", Subject, "--reason", "closed")).Ended(0).Output);
        await SeesItselfAsync(0);
        Assert.Contains("nothing to lift", (await RunAsync("resume", Subject, "--reason", "closed")).Ended(1).Output);
        Assert.Contains("nothing would be lifted", (await RunAsync("resume", Subject, "--reason", "closed", "--dry-run")).Ended(1).Output);
    }

    [Theory]
    [InlineData("bpkp")]
    [InlineData("agency:")]
    [InlineData("ministry:bpkp")]
    public async Task A_subject_of_another_form_is_told_before_anything_is_sent(string subject) =>
        Assert.Contains("<kind>:<id>", (await RunAsync("suspend", subject, "--reason", "x")).Ended(2).Error);

    [Fact]
    public async Task Who_does_not_take_part_is_refused_and_nothing_would_stop()
    {
        Assert.Contains("PARTNER_NOT_FOUND", (await RunAsync("suspend", "agency:tiada", "--reason", "x")).Ended(3).Error);
        Assert.Contains("nothing would stop", (await RunAsync("suspend", "agency:tiada", "--reason", "x", "--dry-run")).Ended(1).Output);
        Assert.Contains("OWN_SUBJECT", (await RunAsync("suspend", "agency:penyelenggara", "--reason", "x")).Ended(3).Error);
    }

    private Task<CliResult> RunAsync(params string[] arguments) => exchange.RunAsync(RunningExchange.Operator, ["partner", .. arguments]);

    private async Task<CliResult> SeesItselfAsync(int code) =>
        (await exchange.RunAsync(RunningExchange.Suspended, "partner", "show")).Ended(code);
}
