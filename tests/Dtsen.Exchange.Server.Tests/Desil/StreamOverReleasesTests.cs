using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Rpc;
using Grpc.Core;
using static Dtsen.Exchange.Server.Tests.Desil.StreamDesilTests;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>What becomes of an open stream when releases, agreements and switches change.</summary>
public class StreamOverReleasesTests
{
    private const string Pusdatin = "kemensos.pusdatin";

    private static readonly DesilQuery Query = GetDesilTests.ByNik(DesilNode.Head);

    [Fact(Timeout = 120_000)]
    public async Task A_stream_stays_with_its_release_while_others_are_published_and_ends_with_where_to_go_on_when_it_is_rolled_back()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        var second = await node.PublishAsync("2026-T3.v2", Nation(2));
        var client = await ClientAsync(node);
        using var idle = client.StreamDesil();
        await AskAsync(idle, Page(3));
        await AskAsync(idle, Page(4));
        await node.PublishAsync("2026-T3.v3", Nation(3));
        Assert.Equal(2u, (await AskAsync(idle, Page(2))).Items[1].Answer.DesilNasional);
        Assert.Equal(3u, (await client.GetDesilAsync(new GetDesilRequest { Query = Query })).Answer.DesilNasional);

        await node.RollBackAsync(second);

        // It waits for the next page and is told all the same.
        var refusal = await Assert.ThrowsAsync<RpcException>(() => idle.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.Aborted, "RELEASE_WITHDRAWN"), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
        var where = refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata;
        Assert.Equal(("2026-T3.v2", "3", "9"), (where["release"], where["pages"], where["queries"]));
        using var next = client.StreamDesil();
        Assert.Equal(3u, (await AskAsync(next, Page(1))).Items[0].Answer.DesilNasional);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_is_busy_gets_no_answer_from_a_release_that_was_rolled_back()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        var second = await node.PublishAsync("2026-T3.v2", Nation(2));
        using var call = (await ClientAsync(node)).StreamDesil();
        var (answered, rolledBack) = (0L, false);
        var asking = Task.Run(async () =>
        {
            while (true)
            {
                var late = Volatile.Read(ref rolledBack);
                Assert.All((await AskAsync(call, Page(50))).Items, item => Assert.Equal(2u, item.Answer.DesilNasional));
                answered += 50;
                Assert.False(late, "A page that was sent after the roll-back was answered.");
            }
        });

        await node.RollBackAsync(second);
        Volatile.Write(ref rolledBack, true);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => asking);
        Assert.Equal("RELEASE_WITHDRAWN", new RawAnswer([], refusal).Reason);
        Assert.Equal(
            answered.ToString(System.Globalization.CultureInfo.InvariantCulture),
            refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["queries"]);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("agency")]
    [InlineData("feature")]
    [InlineData("variables")]
    public async Task A_change_ends_the_stream(string change)
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        using var call = (await ClientAsync(node)).StreamDesil();
        await AskAsync(call, Page(1));

        var reason = change switch
        {
            "agency" => Suspend(node),
            "feature" => SwitchOff(node),
            _ => TakeVariables(node),
        };

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(reason, new RawAnswer([], refusal).Reason);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_suspended_agency_gets_no_further_page_at_full_speed()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        using var call = (await ClientAsync(node)).StreamDesil();
        var asking = Task.Run(async () =>
        {
            while (true)
            {
                await AskAsync(call, Page(200));
            }
        });

        Suspend(node);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => asking);
        Assert.Equal("SUSPENDED", new RawAnswer([], refusal).Reason);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_does_not_take_answers_is_held_back()
    {
        const int Pages = 400;
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        using var call = (await ClientAsync(node)).StreamDesil();
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (; sent < Pages; sent++)
            {
                await call.RequestStream.WriteAsync(Page(1000));
            }

            await call.RequestStream.CompleteAsync();
        });
        var before = -1;
        await node.UntilAsync(async () =>
        {
            await Task.Delay(300);
            var stands = before == Volatile.Read(ref sent);
            before = sent;
            return stands;
        });
        Assert.True(before < Pages, "The node took everything, and nobody took an answer.");

        var answers = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.Equal(1000L * answers++, call.ResponseStream.Current.FirstQuery);
        }

        await sending;
        Assert.Equal(Pages, answers);
    }

    internal static StreamDesilRequest Page(int queries) => new() { Queries = { Enumerable.Repeat(Query, queries) } };

    internal static async Task<DesilService.DesilServiceClient> ClientAsync(RunningNode node) =>
        new(await node.AsAsync(Pusdatin, ("dtsen-purpose", "monev")));

    private static Family[] Nation(uint desil) =>
    [
        SampleFamilies.Of(
            DesilNode.Family, SampleFamilies.KabupatenBandung, (desil, desil, desil),
            SampleFamilies.Person(DesilNode.Head, DesilNode.HeadName)),
    ];

    private static string Suspend(RunningNode node)
    {
        node.EditPartner("kemensos", partner => partner["agency"]!["suspended"] = true);
        return "SUSPENDED";
    }

    private static string SwitchOff(RunningNode node)
    {
        node.EditFeatures(features => features["feature_management"]!["feature_flags"]!.AsArray()
            .Single(flag => (string)flag!["id"]! == "desil.stream")!["enabled"] = false);
        return "FEATURE_OFF";
    }

    private static string TakeVariables(RunningNode node)
    {
        node.EditPartner("kemensos", partner => partner["applications"]!.AsArray()
            .Single(application => (string)application!["id"]! == Pusdatin)!["agreement"]!["variables"] =
            new System.Text.Json.Nodes.JsonArray("desil_nasional"));
        return "AGREEMENT_CHANGED";
    }
}
