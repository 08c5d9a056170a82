using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Sandbox.Nodes;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace Dtsen.Exchange.Server.Tests.Hosting;

public class NodeReadinessTests
{
    private const string Bpkp = "bpkp.pengawasan";

    [Fact(Timeout = 120_000)]
    public async Task A_node_that_has_not_read_the_change_log_for_too_long_refuses_calls_until_it_has()
    {
        await using var database = await new SqliteFiles().NewAsync();
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock(), database.Connection);
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Bpkp));
        var health = new Health.HealthClient(node.Channel(node.Certificate(Bpkp)));
        await client.GetAgreementAsync(new GetAgreementRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);

        await database.TakeAwayAsync();
        await node.TurnOnAsync(TimeSpan.FromSeconds(20));
        await client.GetAgreementAsync(new GetAgreementRequest());
        await node.TurnOnAsync(TimeSpan.FromSeconds(20));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.GetAgreementAsync(new GetAgreementRequest()));
        Assert.Equal((StatusCode.Unavailable, "NODE_NOT_READY"), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);

        await database.BringBackAsync();
        await node.UntilAsync(async () =>
            (await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving);
        await client.GetAgreementAsync(new GetAgreementRequest());
    }

    [Fact(Timeout = 120_000)]
    public async Task Health_and_reflection_ask_for_a_valid_certificate_and_nothing_else()
    {
        await using var node = await RunningNode.StartAsync();

        // In no register: the certificate alone counts.
        var channel = node.Channel(node.Certificate(ExchangeNode.BackChannelApplication));
        Assert.Equal(
            HealthCheckResponse.Types.ServingStatus.Serving,
            (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest())).Status);
        Assert.Contains("dtsen.desil.v1.DesilService", await ServicesAsync(channel));

        var anonymous = node.Channel(null);
        await Assert.ThrowsAsync<RpcException>(async () => await new Health.HealthClient(anonymous).CheckAsync(new HealthCheckRequest()));

        // The connection may break while the stream's first message is on its way: then writing fails, not the call.
        var broken = await Assert.ThrowsAnyAsync<Exception>(() => ServicesAsync(anonymous));
        Assert.True(broken is RpcException or IOException, broken.GetType().FullName);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_answer_says_at_which_entry_of_the_change_log_it_was_read()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Bpkp));
        var first = (await client.GetAgreementAsync(new GetAgreementRequest())).Info.ReadAt;

        node.EditFeatures(features => features["note"] = "changed");
        await node.UntilAsync(async () => (await client.GetAgreementAsync(new GetAgreementRequest())).Info.ReadAt.Seq == first.Seq + 1);
        node.EditPartner("pemda-32", partner => partner["agency"]!["name"] = "Provinsi Jawa Barat");
        await node.UntilAsync(async () => (await client.GetAgreementAsync(new GetAgreementRequest())).Info.ReadAt.Seq == first.Seq + 2);

        var last = (await client.GetAgreementAsync(new GetAgreementRequest())).Info.ReadAt;
        Assert.Equal(last.Seq, last.AgreementsVersion);
        Assert.True(first.AgreementsVersion < first.Seq);
        Assert.Equal("", last.Release);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_does_not_start_where_no_revocation_list_was_ever_accepted()
    {
        RunningNode? prepared = null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunningNode.StartAsync(prepare: node =>
        {
            prepared = node;
            File.WriteAllBytes(node.Ca.Folder.RevocationList, [1, 2, 3]);
        }));

        Assert.Contains(prepared!.Log.Lines, line => line.Event == 3001 && line.Text.Contains("crl.der", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_older_revocation_list_brings_no_revoked_certificate_back()
    {
        await using var node = await RunningNode.StartAsync();
        var before = await File.ReadAllBytesAsync(node.Ca.Folder.RevocationList);
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Bpkp));
        node.Ca.Revoke(Bpkp);
        await node.UntilAsync(async () => await IsRevokedAsync());

        await File.WriteAllBytesAsync(node.Ca.Folder.RevocationList, before);
        await node.UntilAsync(() => node.Log.Lines.Any(line =>
            line.Event == 3001 && line.Text.Contains("older", StringComparison.Ordinal)));

        Assert.True(await IsRevokedAsync());

        async Task<bool> IsRevokedAsync()
        {
            try
            {
                await client.GetAgreementAsync(new GetAgreementRequest());
                return false;
            }
            catch (RpcException refusal)
            {
                return new RawAnswer([], refusal).Reason == "CERTIFICATE_REVOKED";
            }
        }
    }

    private static async Task<IEnumerable<string>> ServicesAsync(ChannelBase channel)
    {
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();
        await call.RequestStream.CompleteAsync();
        return services;
    }
}
