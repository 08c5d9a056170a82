using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Desil;
using Dtsen.Exchange.Server.Tests.Partners;
using Dtsen.Exchange.Server.Tests.Quotas;
using Grpc.Core;
using DesilService = Dtsen.Exchange.Contracts.Desil.V1.DesilService;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>
/// Rights that end while the caller is connected, and limits that are used up: each refusal is in the log with its reason and with what is
/// known of the caller.
/// </summary>
public class RecordedRefusalsTests
{
    private const int Timeout = 180_000;
    private const string Pbi = "bpjs-kesehatan.pbi-jk";
    private const string Agreement = "partner.v1.PartnerService/GetAgreement";
    private const string GetDesil = "desil.v1.DesilService/GetDesil";

    public static TheoryData<string> Agreements => ["revoked", "unknown", "ended", "suspended in the file", "off"];

    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Agreements))]
    public async Task Whose_rights_end_while_connected_is_recorded_with_the_reason(string what)
    {
        await using var node = await RunningNode.StartAsync();
        var caller = await node.AsAsync(Pbi);
        Assert.Equal("", await OperatorClient.ReasonAsync(caller));
        var reason = End(node, what);

        await node.UntilAsync(async () => await OperatorClient.ReasonAsync(caller) == Problem.NameOf(reason));
        var entry = await node.EntryOfAsync(() => OperatorClient.ReasonAsync(caller));

        AssertRefused(node, entry, Agreement, reason);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_certificate_that_runs_out_while_connected_is_recorded()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        using var brief = node.Ca.IssueApplication(Pbi, TimeSpan.FromMinutes(5));
        var caller = node.With(brief, await node.TokenAsync(Pbi, brief));
        Assert.Equal("", await OperatorClient.ReasonAsync(caller));

        await node.TurnOnAsync(TimeSpan.FromMinutes(6));
        await node.UntilAsync(async () => await OperatorClient.ReasonAsync(caller) == "CERTIFICATE_EXPIRED");
        var entry = await node.EntryOfAsync(() => OperatorClient.ReasonAsync(caller));

        AssertRefused(node, entry, Agreement, ErrorReason.CertificateExpired, certificate: brief);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_token_that_has_run_out_is_recorded()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        var caller = await node.AsAsync(Pbi);

        await node.TurnOnAsync(TimeSpan.FromMinutes(12));
        await node.UntilAsync(async () => await OperatorClient.ReasonAsync(caller) == "TOKEN_EXPIRED");
        var entry = await node.EntryOfAsync(() => OperatorClient.ReasonAsync(caller));

        AssertRefused(node, entry, Agreement, ErrorReason.TokenExpired);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("agency")]
    [InlineData("application")]
    [InlineData("agreement")]
    [InlineData("certificate")]
    public async Task Who_is_suspended_by_a_call_is_recorded(string kind)
    {
        await using var node = await RunningNode.StartAsync();
        var caller = await node.AsAsync(Pbi);
        await (await OperatorClient.OfAsync(node)).SuspendAsync(SuspensionTests.SubjectOf(kind, node));

        var entry = await node.EntryOfAsync(async () => Assert.Equal("SUSPENDED", await OperatorClient.ReasonAsync(caller)));

        AssertRefused(node, entry, Agreement, ErrorReason.Suspended);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(DesilNode.SiksNg, "pemutakhiran", "agency:bps")]
    [InlineData(DesilNode.SiksNg, "pemutakhiran", "wilayah:x")]
    [InlineData(DesilNode.Kabupaten, "perencanaan", "wilayah:3273")]
    public async Task For_whom_an_application_may_not_act_is_recorded(string application, string purpose, string actingFor)
    {
        await using var node = await RunningNode.StartAsync();
        var client = new DesilService.DesilServiceClient(await node.AsAsync(
            application, ("dtsen-purpose", purpose), ("dtsen-acting-for", actingFor), ("dtsen-end-user", "operator-desa:7")));

        var entry = await node.EntryOfAsync(() => RefusedAsync(
            async () => await client.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known })));

        AssertRefused(node, entry, GetDesil, ErrorReason.ActingPartyNotAllowed, application);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("numbers_per_day", ErrorReason.QuotaExhausted)]
    [InlineData("numbers_per_second", ErrorReason.RateExceeded)]
    [InlineData("misses_per_day", ErrorReason.MissesExhausted)]
    public async Task Who_has_used_up_a_limit_is_recorded_with_all_that_the_gate_knows(string limit, ErrorReason reason)
    {
        await using var node = await QuotaNode.StartAsync(
            null, QuotaNode.Agreement("bpjs-kesehatan", (limit, 3), ("miss_share", 0)));
        var client = await node.LookupsAsync(QuotaNode.Ministry);
        var request = new GetDesilRequest { Query = QuotaNode.Unknown };
        await client.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Unknown, 3));

        var entry = await node.EntryOfAsync(() => RefusedAsync(async () => await client.GetDesilAsync(request)));

        AssertRefused(node, entry, GetDesil, reason);
        Assert.Equal("pbi-jk", entry.Purpose);
        Assert.True(entry.AgreementsVersion > 0 && entry.Seq > 0);
        Assert.Contains("desil_nasional", entry.Variables);
        Assert.Equal((0, 0, 0, ""), (entry.Found, entry.Missed, entry.Refused, entry.Release));
    }

    /// <summary>Ends the rights of an application in one of the ways that need no call.</summary>
    /// <returns>The reason that it is told from then on.</returns>
    private static ErrorReason End(RunningNode node, string what)
    {
        switch (what)
        {
            case "revoked":
                node.Ca.Revoke(Pbi);
                return ErrorReason.CertificateRevoked;
            case "unknown":
                node.EditPartner("bpjs-kesehatan", partner => partner["applications"]![0]!["id"] = "bpjs-kesehatan.lain");
                return ErrorReason.ApplicationUnknown;
            case "ended":
                node.EditPartner("bpjs-kesehatan", partner =>
                {
                    partner["applications"]![0]!["agreement"]!["valid_from"] = "2025-01-01";
                    partner["applications"]![0]!["agreement"]!["valid_until"] = "2025-12-31";
                });
                return ErrorReason.AgreementNotInForce;
            case "suspended in the file":
                node.EditPartner("bpjs-kesehatan", partner => partner["agency"]!["suspended"] = true);
                return ErrorReason.Suspended;
            default:
                node.EditFeatures(features => features["feature_management"]!["feature_flags"]!.AsArray()
                    .Single(flag => (string)flag!["id"]! == "partner.read")!["enabled"] = JsonValue.Create(false));
                return ErrorReason.FeatureOff;
        }
    }

    private static async Task RefusedAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    private static void AssertRefused(
        RunningNode node, AccessEntry entry, string method, ErrorReason reason, string application = Pbi,
        X509Certificate2? certificate = null)
    {
        Assert.Equal((method, reason), (entry.Method, entry.Reason));
        Assert.NotEqual(0, entry.Status);
        Assert.Equal(application, entry.Application);
        Assert.Equal((certificate ?? node.Certificate(application)).SerialNumberBytes.ToArray(), entry.CertificateSerial.ToByteArray());
        Assert.NotEqual(0, entry.RecordTime.Seconds);
    }
}
