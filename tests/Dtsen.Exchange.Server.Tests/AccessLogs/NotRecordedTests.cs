using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Contracts.Partner.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>A log that cannot be written: nothing is answered.</summary>
public class NotRecordedTests
{
    private const string Pusdatin = "kemensos.pusdatin";

    [Fact(Timeout = 120_000)]
    public async Task A_log_that_cannot_be_written_refuses_every_call_until_the_node_is_started_on_a_sound_folder()
    {
        await using var node = await RunningNode.StartAsync(prepare: fresh => fresh.AccessLogLimits = new LogLimits(SegmentLeaves: 20));
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(Pusdatin));
        var stranger = new PartnerService.PartnerServiceClient(node.With(node.Certificate(Pusdatin), null));
        var health = new Health.HealthClient(node.Channel(node.Certificate(Pusdatin)));
        Assert.Equal(
            HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        var received = new List<long>();
        var folder = Path.Combine(node.DataFolder, "access-log");
        await CallUntilRefusedAsync(client, received, 3);

        // The journal that is open goes on; the next one finds no folder.
        Directory.Move(folder, folder + ".away");
        var refusal = await CallUntilRefusedAsync(client, received, 200);

        // An answer that was made when the disk refused is dropped with its connection: then there is no reason.
        Assert.Equal(StatusCode.Unavailable, refusal!.Code);
        Assert.Contains(refusal.Reason, new[] { "NOT_RECORDED", "" });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("NOT_RECORDED", (await CallUntilRefusedAsync(client, received, 1))!.Reason);
            Assert.Equal("NOT_RECORDED", (await CallUntilRefusedAsync(stranger, received, 1))!.Reason);
        }

        Assert.Single(node.Log.Lines, line => line.Event == 5001);
        await node.UntilAsync(async () => (await health.CheckAsync(new HealthCheckRequest())).Status
            == HealthCheckResponse.Types.ServingStatus.NotServing);
        await node.StopAsync();
        Directory.Move(folder + ".away", folder);
        await node.StartAgainAsync();
        var entries = node.EntriesFrom(0);
        Assert.All(received, index => Assert.Equal((Pusdatin, 0), (entries[(int)index].Application, entries[(int)index].Status)));
        var again = new PartnerService.PartnerServiceClient(await node.AsAsync(Pusdatin));
        Assert.Equal(entries.Count, (await again.GetAgreementAsync(new GetAgreementRequest())).Info.Receipt.Index);
    }

    /// <summary>Calls so many times, or until the first refusal, which is returned.</summary>
    private static async Task<RawAnswer?> CallUntilRefusedAsync(
        PartnerService.PartnerServiceClient client, List<long> received, int most)
    {
        for (var i = 0; i < most; i++)
        {
            try
            {
                received.Add((await client.GetAgreementAsync(new GetAgreementRequest())).Info.Receipt.Index);
            }
            catch (RpcException refusal)
            {
                return new RawAnswer([], refusal);
            }
        }

        return null;
    }
}
