using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Tests.Desil;
using Google.Rpc;
using Grpc.Core;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>A node with a family, whose agreements have the limits that a test gives them.</summary>
internal static class QuotaNode
{
    public const string Ministry = "bpjs-kesehatan.pbi-jk";
    public const string Region = "pemda-3204.data-center";

    /// <summary>Somebody who is found.</summary>
    public static DesilQuery Known { get; } = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName);

    /// <summary>Somebody who is not.</summary>
    public static DesilQuery Unknown { get; } = GetDesilTests.ByNik(DesilNode.UnknownNik, DesilNode.HeadName);

    /// <summary>Starts a node and publishes the family.</summary>
    public static async Task<RunningNode> StartAsync(string? database, params Action<RunningNode>[] prepare)
    {
        var node = await RunningNode.StartAsync(
            RunningNode.NewClock(), database, prepare: fresh =>
            {
                foreach (var edit in prepare)
                {
                    edit(fresh);
                }
            });
        await node.PublishAsync("2026-T3.v1",
        [
            SampleFamilies.Of(
                DesilNode.Family, SampleFamilies.KabupatenBandung, (1, 2, 3), SampleFamilies.Person(DesilNode.Head, DesilNode.HeadName)),
        ]);
        return node;
    }

    /// <summary>Gives the first agreement of an agency these limits.</summary>
    public static Action<RunningNode> Agreement(string agency, params (string Name, double Value)[] limits) => node =>
        node.EditPartner(agency, partner => partner["applications"]![0]!["agreement"]!["limits"] = Json(limits));

    /// <summary>Gives an agency these limits.</summary>
    public static Action<RunningNode> Agency(string agency, params (string Name, double Value)[] limits) => node =>
        node.EditPartner(agency, partner => partner["agency"]!["limits"] = Json(limits));

    public static async Task<DesilService.DesilServiceClient> LookupsAsync(this RunningNode node, string application) =>
        new(await node.AsAsync(application, ("dtsen-purpose", application == Ministry ? "pbi-jk" : "perencanaan")));

    public static async Task<GetUsageResponse> UsageAsync(this RunningNode node, string application) =>
        await new PartnerService.PartnerServiceClient(await node.AsAsync(application)).GetUsageAsync(new GetUsageRequest());

    public static BulkGetDesilRequest Bulk(DesilQuery query, int count) => new() { Queries = { Enumerable.Repeat(query, count) } };

    /// <summary>What a refused call says: its reason, which limit, whose, and how long to wait.</summary>
    public static async Task<(string Reason, string Limit, string Scope, TimeSpan Wait)> RefusedAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        var status = refusal.GetRpcStatus()!;
        Assert.Equal("id-ID", status.GetDetail<LocalizedMessage>()?.Locale);
        var violation = Assert.Single(status.GetDetail<QuotaFailure>()!.Violations);
        return (
            status.GetDetail<ErrorInfo>()!.Reason, violation.Description, violation.Subject,
            status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());
    }

    public static JsonObject Json((string Name, double Value)[] limits)
    {
        var json = new JsonObject();
        foreach (var (name, value) in limits)
        {
            json[name] = value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);
        }

        return json;
    }
}
