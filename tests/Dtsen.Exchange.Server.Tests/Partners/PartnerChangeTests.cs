using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>An accepted change of the files takes effect without a restart, through SQL and the change log.</summary>
public class PartnerChangeTests(PostgreSqlServer postgreSql)
{
    private const string Pbi = "bpjs-kesehatan.pbi-jk";

    [Fact(Timeout = 120_000)]
    public async Task A_new_agency_may_call_as_soon_as_its_file_is_there()
    {
        await using var node = await RunningNode.StartAsync();
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(node.ConfigFolder, "partners", "pemda-3273.json")))!;
        file["agency"] = new JsonObject { ["id"] = "pemda-3578", ["name"] = "Pemerintah Kota Surabaya", ["wilayah"] = "3578" };
        var application = file["applications"]![0]!;
        application["id"] = "pemda-3578.data-center";
        application["agreement"]!["id"] = "PKS-DTSEN-PEMDA-3578/2026";
        application["agreement"]!["wilayah"] = new JsonArray("3578");
        await Assert.ThrowsAsync<InvalidOperationException>(() => node.TokenAsync("pemda-3578.data-center"));

        await File.WriteAllTextAsync(Path.Combine(node.ConfigFolder, "partners", "pemda-3578.json"), file.ToJsonString());
        var view = node.Services.GetRequiredService<NodeView>();
        await node.UntilAsync(() => view.Partners.FindApplication("pemda-3578.data-center") is not null);

        var client = new PartnerService.PartnerServiceClient(await node.AsAsync("pemda-3578.data-center"));
        var answer = await client.GetAgreementAsync(new GetAgreementRequest());
        Assert.Equal(["3578"], answer.Application.Agreement.WilayahCodes);
        Assert.Equal(view.Seq, answer.Info.ReadAt.AgreementsVersion);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("agency")]
    [InlineData("application")]
    [InlineData("agreement")]
    public async Task Who_is_suspended_in_its_file_is_refused_and_let_in_again_later(string what)
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Pbi));
        await client.GetAgreementAsync(new GetAgreementRequest());

        node.EditPartner("bpjs-kesehatan", Suspend(what, true));
        await node.UntilAsync(async () => await ReasonAsync(client) == "SUSPENDED");
        await Assert.ThrowsAsync<InvalidOperationException>(() => node.TokenAsync(Pbi));

        node.EditPartner("bpjs-kesehatan", Suspend(what, false));
        await node.UntilAsync(async () => await ReasonAsync(client) == "");
        await node.TokenAsync(Pbi);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broken_file_is_logged_and_the_last_good_set_stays_even_over_a_restart()
    {
        await using var node = await RunningNode.StartAsync();
        node.EditPartner("bpkp", partner => partner["applications"]![0]!["agreement"]!["level"] = 9);
        node.EditPartner("bpjs-kesehatan", Suspend("agency", true));
        await node.UntilAsync(() => IsLogged(node));

        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Pbi));
        Assert.Equal("", await ReasonAsync(client));

        await node.StopAsync();
        node.Log.Clear();
        await node.StartAgainAsync();
        Assert.True(IsLogged(node));
        client = new PartnerService.PartnerServiceClient(await node.AsAsync(Pbi));
        Assert.Equal("", await ReasonAsync(client));

        node.EditPartner("bpkp", partner => partner["applications"]![0]!["agreement"]!["level"] = 3);
        await node.UntilAsync(async () => await ReasonAsync(client) == "SUSPENDED");

        static bool IsLogged(RunningNode node) => node.Log.Lines.Any(line =>
            line.Event == 3001
            && line.Text.Contains("bpkp.json", StringComparison.Ordinal)
            && line.Text.Contains("$.applications[0].agreement.level", StringComparison.Ordinal)
            && line.Text.Contains("4 (BNBA)", StringComparison.Ordinal));
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_node_on_the_same_database_follows()
    {
        await using var database = await postgreSql.NewAsync();
        await using var first = await RunningNode.StartAsync(database: database.Connection);
        await using var second = await RunningNode.StartAsync(database: database.Connection, first: first);
        var client = new PartnerService.PartnerServiceClient(second.With(first.Certificate(Pbi), await TokenOfSecondAsync()));
        Assert.Equal("", await ReasonAsync(client));

        first.EditPartner("bpjs-kesehatan", Suspend("application", true));
        await second.UntilAsync(async () => await ReasonAsync(client) == "SUSPENDED");

        first.EditPartner("bpjs-kesehatan", Suspend("application", false));
        await second.UntilAsync(async () => await ReasonAsync(client) == "");
        first.EditFeatures(features => features["feature_management"]!["feature_flags"]!.AsArray()
            .Single(flag => (string)flag!["id"]! == "partner.read")!["enabled"] = false);
        await second.UntilAsync(async () => await ReasonAsync(client) == "FEATURE_OFF");

        async Task<string> TokenOfSecondAsync() => await second.TokenAsync(Pbi, first.Certificate(Pbi));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_page_of_partners_begins_where_the_one_before_ended()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync("bpkp.pengawasan"));

        var all = await client.ListPartnersAsync(new ListPartnersRequest());
        var paged = new List<string>();
        var token = "";
        do
        {
            var page = await client.ListPartnersAsync(new ListPartnersRequest { PageSize = 2, PageToken = token });
            Assert.True(page.Partners.Sum(partner => partner.Applications.Count) <= 2);
            paged.AddRange(page.Partners.SelectMany(partner => partner.Applications).Select(application => application.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(30, paged.Count);
        Assert.Equal(all.Partners.SelectMany(partner => partner.Applications).Select(application => application.Id), paged);
        var agencies = all.Partners.Select(partner => partner.Agency.Id).ToList();
        Assert.Equal(24, agencies.Count);
        Assert.Equal(agencies.Order(StringComparer.Ordinal), agencies);
        foreach (var (size, wrong) in new[] { (-1, ""), (1001, ""), (0, "not a token"), (0, "cDE6"), (0, new string('A', 500)) })
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(
                async () => await client.ListPartnersAsync(new ListPartnersRequest { PageSize = size, PageToken = wrong }));
            Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        }
    }

    internal static Action<JsonNode> Suspend(string what, bool suspended) => partner =>
    {
        var at = what switch
        {
            "agency" => partner["agency"]!,
            "application" => partner["applications"]![0]!,
            _ => partner["applications"]![0]!["agreement"]!,
        };
        at["suspended"] = suspended;
    };

    private static async Task<string> ReasonAsync(PartnerService.PartnerServiceClient client)
    {
        try
        {
            await client.GetAgreementAsync(new GetAgreementRequest());
            return "";
        }
        catch (RpcException refusal)
        {
            return new RawAnswer([], refusal).Reason;
        }
    }
}
