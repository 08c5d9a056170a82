using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Features;

public class KillSwitchTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_feature_is_switched_off_and_on_again_without_a_restart()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync("bpkp.pengawasan"));
        await client.GetAgreementAsync(new GetAgreementRequest());

        node.EditFeatures(Switch("partner.read", false));
        await node.UntilAsync(async () => await ReasonAsync(client) == Problem.NameOf(ErrorReason.FeatureOff));
        await client.ListPartnersAsync(new ListPartnersRequest());

        node.EditFeatures(Switch("partner.read", true));
        await node.UntilAsync(async () => await ReasonAsync(client) is null);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broken_file_is_named_and_the_last_good_flags_stay()
    {
        await using var node = await RunningNode.StartAsync(prepare: fresh => fresh.EditFeatures(Switch("partner.list", false)));
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync("bpkp.pengawasan"));

        await File.WriteAllTextAsync(Path.Combine(node.ConfigFolder, "features.json"), "{\"feature_management\": ");
        await node.UntilAsync(() => node.Log.Lines.Any(line =>
            line.Event == 3001 && line.Text.Contains("features.json", StringComparison.Ordinal)));

        Assert.Null(await ReasonAsync(client));
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.ListPartnersAsync(new ListPartnersRequest()));
        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);

        node.Log.Clear();
        await node.StopAsync();
        await node.StartAgainAsync();
        client = new PartnerService.PartnerServiceClient(await node.AsAsync("bpkp.pengawasan"));
        Assert.Null(await ReasonAsync(client));
        Assert.Contains(node.Log.Lines, line => line.Event == 3001 && line.Text.Contains("features.json", StringComparison.Ordinal));
    }

    private static Action<JsonNode> Switch(string feature, bool on) => features =>
    {
        var flag = features["feature_management"]!["feature_flags"]!.AsArray().Single(flag => (string)flag!["id"]! == feature)!;
        flag["enabled"] = on;
    };

    private static async Task<string?> ReasonAsync(PartnerService.PartnerServiceClient client)
    {
        try
        {
            await client.GetAgreementAsync(new GetAgreementRequest());
            return null;
        }
        catch (RpcException refusal)
        {
            return new RawAnswer([], refusal).Reason;
        }
    }
}
