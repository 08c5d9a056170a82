using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Google.Type;
using Grpc.Core;
using Grpc.Health.V1;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>What ends a stream that is open, and refuses a new call on a connection that is open.</summary>
public class OpenStreamTests
{
    private const string Bps = "bps.pemeringkatan";

    public static TheoryData<string> ChangeNames => [.. Changes.Keys];

    private static Dictionary<string, Change> Changes { get; } = new()
    {
        ["agency suspended"] = new(StatusCode.PermissionDenied, "SUSPENDED", node =>
            node.EditPartner("bps", partner => partner["agency"]!["suspended"] = true)),
        ["agreement suspended"] = new(StatusCode.PermissionDenied, "SUSPENDED", node => node.EditPartner("bps", partner =>
            partner["applications"]![0]!["agreement"]!["suspended"] = true)),
        ["agreement ended"] = new(StatusCode.PermissionDenied, "AGREEMENT_NOT_IN_FORCE", node => node.EditPartner("bps", partner =>
            partner["applications"]![0]!["agreement"]!["valid_until"] = Wib.Today(node.Time).AddDays(-1).ToString("O"))),
        ["scope taken away"] = new(StatusCode.PermissionDenied, "SCOPE_MISSING", node => node.EditPartner("bps", partner =>
            partner["applications"]![0]!["agreement"]!["scopes"] = new JsonArray("partner.read"))),
        ["application taken out"] = new(StatusCode.PermissionDenied, "APPLICATION_UNKNOWN", node => node.EditPartner("bps", partner =>
            partner["applications"]!.AsArray().RemoveAt(0))),
        ["variables changed"] = new(StatusCode.Aborted, "AGREEMENT_CHANGED", node => node.EditPartner("bps", partner =>
            partner["applications"]![0]!["agreement"]!["variables"] = new JsonArray("desil_nasional"))),
        ["feature switched off"] = new(StatusCode.Unavailable, "FEATURE_OFF", node => node.EditFeatures(features =>
            features["feature_management"]!["feature_flags"]!.AsArray()
                .Single(flag => (string)flag!["id"]! == "release.upload")!["enabled"] = false)),
        ["certificate revoked"] = new(StatusCode.Unauthenticated, "CERTIFICATE_REVOKED", node => node.Ca.Revoke(Bps)),
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(ChangeNames))]
    public async Task A_change_ends_an_open_stream_and_no_other(string name)
    {
        var (code, reason, change) = Changes[name];
        await using var node = await RunningNode.StartAsync();
        using var stream = await OpenAsync(node, await node.AsAsync(Bps));
        var watch = new Health.HealthClient(node.Channel(node.Certificate("bpkp.pengawasan"))).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        change(node);

        await AssertEndsAsync(stream, code, reason);
        var other = watch.ResponseStream.MoveNext(CancellationToken.None);
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(TimeSpan.FromMilliseconds(600))));
        watch.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_revoked_certificate_makes_no_call_on_an_open_connection_and_opens_none()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Bps));
        var health = new Health.HealthClient(node.Channel(node.Certificate(Bps)));
        await client.GetAgreementAsync(new GetAgreementRequest());
        var token = await node.TokenAsync(Bps);

        node.Ca.Revoke(node.Certificate(Bps).SerialNumber);

        await node.UntilAsync(async () => await ReasonAsync(client) == "CERTIFICATE_REVOKED");
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest()));
        Assert.Equal("CERTIFICATE_REVOKED", new RawAnswer([], refusal).Reason);
        using var anew = node.NewChannel(node.Certificate(Bps));
        refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new Health.HealthClient(anew).CheckAsync(new HealthCheckRequest()));
        Assert.Equal("", new RawAnswer([], refusal).Reason);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => node.TokenAsync(Bps));

        // Another certificate of the application goes on, but not with the token of the one that is revoked.
        using var renewed = node.Ca.IssueApplication(Bps, TimeSpan.FromDays(1));
        var next = new PartnerService.PartnerServiceClient(node.With(renewed, await node.TokenAsync(Bps, renewed)));
        Assert.Null(await ReasonAsync(next));
        var borrowed = new PartnerService.PartnerServiceClient(node.With(renewed, token));
        Assert.Equal("TOKEN_NOT_BOUND", await ReasonAsync(borrowed));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_waits_for_something_else_is_cut_off()
    {
        await using var node = await RunningNode.StartAsync();
        using var watch = new Health.HealthClient(node.Channel(node.Certificate(Bps))).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        node.Ca.Revoke(Bps);

        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_certificate_that_expires_ends_streams_and_calls_on_its_connection()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        using var brief = node.Ca.IssueApplication(Bps, TimeSpan.FromMinutes(3));
        var invoker = node.With(brief, await node.TokenAsync(Bps, brief));
        var client = new PartnerService.PartnerServiceClient(invoker);
        using var stream = await OpenAsync(node, invoker);
        await node.TurnOnAsync(TimeSpan.FromSeconds(170));
        Assert.Null(await ReasonAsync(client));

        await node.UntilAsync(async () => await ReasonAsync(client) == "CERTIFICATE_EXPIRED");
        node.Clock!.Advance(TimeSpan.FromMilliseconds(250));

        await AssertEndsAsync(stream, StatusCode.Unauthenticated, "CERTIFICATE_EXPIRED");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_token_that_expires_ends_its_streams_and_a_new_one_goes_on()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock(), tokenLifetime: TimeSpan.FromMinutes(3));
        var invoker = await node.AsAsync(Bps);
        var client = new PartnerService.PartnerServiceClient(invoker);
        using var stream = await OpenAsync(node, invoker);

        await node.TurnOnAsync(TimeSpan.FromSeconds(170));
        Assert.Null(await ReasonAsync(client));

        await node.UntilAsync(async () => await ReasonAsync(client) == "TOKEN_EXPIRED");
        node.Clock!.Advance(TimeSpan.FromMilliseconds(250));

        await AssertEndsAsync(stream, StatusCode.Unauthenticated, "TOKEN_EXPIRED");
        Assert.Null(await ReasonAsync(new PartnerService.PartnerServiceClient(await node.AsAsync(Bps))));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_that_stops_ends_its_streams_with_the_advice_to_open_them_elsewhere()
    {
        await using var node = await RunningNode.StartAsync();
        using var stream = await OpenAsync(node, await node.AsAsync(Bps));

        var stopping = node.StopAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        await stopping;
        // The connection closes right behind the status, and a reset may overtake it; then there is no reason at all.
        Assert.Contains(
            (refusal.StatusCode, new RawAnswer([], refusal).Reason),
            new[] { (StatusCode.Unavailable, "NODE_NOT_READY"), (StatusCode.Unavailable, ""), (StatusCode.Internal, "") });
    }

    private static async Task<AsyncDuplexStreamingCall<UploadRankingRequest, UploadRankingResponse>> OpenAsync(
        RunningNode node, CallInvoker invoker)
    {
        var client = new ReleaseService.ReleaseServiceClient(invoker);
        var day = Wib.Today(node.Time).AddDays(30);
        var begun = await client.BeginReleaseAsync(new BeginReleaseRequest
        {
            RequestId = Guid.NewGuid().ToString("N"), Period = "2026-T3", Version = 1, SnapshotId = "s-1", VariablesVersion = 1,
            EffectiveFrom = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
        });
        var call = client.UploadRanking();
        await call.RequestStream.WriteAsync(new UploadRankingRequest { Open = new OpenUpload { ReleaseId = begun.Release.Id } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }

    private static async Task AssertEndsAsync(
        AsyncDuplexStreamingCall<UploadRankingRequest, UploadRankingResponse> stream, StatusCode code, string reason)
    {
        var end = stream.ResponseStream.MoveNext(CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => end.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal((code, reason), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
    }

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

    private sealed record Change(StatusCode Code, string Reason, Action<RunningNode> Make);
}
