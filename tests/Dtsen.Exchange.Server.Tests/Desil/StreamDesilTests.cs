using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Tests.AccessLogs;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Desil;

public class StreamDesilTests(DesilNode desil) : IClassFixture<DesilNode>
{
    private static readonly DesilQuery Good = GetDesilTests.ByNik(DesilNode.Head, DesilNode.HeadName);

    [Fact(Timeout = 120_000)]
    public async Task Pages_are_answered_in_order_as_a_bulk_of_the_same_queries_is()
    {
        DesilQuery[] queries =
        [
            Good, GetDesilTests.ByNik("0", "Budi"), GetDesilTests.ByKk(DesilNode.Family, DesilNode.Spouse),
            GetDesilTests.ByNik(DesilNode.UnknownNik, "Budi"), GetDesilTests.ByNik(DesilNode.NewHead, DesilNode.NewHeadName),
            GetDesilTests.ByNik(DesilNode.Head), GetDesilTests.ByNik(DesilNode.Dead, kk: DesilNode.Family),
        ];
        foreach (var application in new[] { DesilNode.Pbi, DesilNode.Kabupaten, DesilNode.Pusdatin })
        {
            var client = await desil.ClientAsync(application);
            using var call = client.StreamDesil();
            var first = 0L;
            foreach (var size in new[] { 3, 1, 7 })
            {
                var page = new StreamDesilRequest { Queries = { queries.Take(size) } };
                var bulk = await client.BulkGetDesilAsync(new BulkGetDesilRequest { Queries = { page.Queries } });

                var answers = await AskAsync(call, page);

                Assert.Equal(bulk.Items, answers.Items);
                Assert.Equal(first, answers.FirstQuery);
                Assert.Equal(bulk.Info.WithheldVariables, answers.Info.WithheldVariables);
                Assert.Equal(bulk.Info.ReadAt.Release, answers.Info.ReadAt.Release);

                // The next entry is the page's, but for those of streams that open and end, which no answer waits for.
                var others = desil.Node.EntriesFrom(bulk.Info.Receipt.Index + 1)
                    .TakeWhile(entry => entry.StreamPart is StreamPart.Opened or StreamPart.Ended).Count();
                Assert.Equal(bulk.Info.Receipt.Index + 1 + others, answers.Info.Receipt.Index);
                first += size;
            }

            await EndAsync(call);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task The_first_page_chooses_the_release_of_all()
    {
        var client = await desil.ClientAsync(DesilNode.Pusdatin);
        foreach (var (period, name, expected) in new[] { ("", "", 2u), ("2026-T2", "", 1u), ("", "2026-T2.v1", 1u), ("", "2026-T4.v1", 3u) })
        {
            using var call = client.StreamDesil();

            var first = await AskAsync(call, new StreamDesilRequest { Queries = { Good }, ForPeriod = period, AsOfRelease = name });
            var second = await AskAsync(call, new StreamDesilRequest { Queries = { Good } });

            Assert.Equal((expected, expected), (first.Items[0].Answer.DesilNasional, second.Items[0].Answer.DesilNasional));
            await EndAsync(call);
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0, "", "", "queries")]
    [InlineData(1001, "", "", "queries")]
    [InlineData(1, "2026-T3", "", "for_period")]
    [InlineData(1, "", "2026-T3.v1", "as_of_release")]
    public async Task A_page_that_breaks_a_rule_ends_the_stream_behind_what_was_answered(int count, string period, string name, string field)
    {
        using var call = (await desil.ClientAsync(DesilNode.Pbi)).StreamDesil();
        await AskAsync(call, new StreamDesilRequest { Queries = { Good } });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => AskAsync(call, new StreamDesilRequest
        {
            Queries = { Enumerable.Repeat(Good, count) }, ForPeriod = period, AsOfRelease = name,
        }));

        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        Assert.Equal(field, Assert.Single(refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("2026-T9", "", "INVALID_FIELD")]
    [InlineData("", "2026-T3", "INVALID_FIELD")]
    [InlineData("2026-T3", "2026-T3.v1", "INVALID_FIELD")]
    [InlineData("", "2026-T3.v7", "NO_RELEASE")]
    // Published to the first only, and the agreement is not theirs.
    [InlineData("", "2026-T4.v1", "NO_RELEASE")]
    public async Task A_release_that_is_not_there_is_told_before_anybody_is_looked_up(string period, string name, string reason)
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);
        using var call = client.StreamDesil();

        var stream = await Assert.ThrowsAsync<RpcException>(() => AskAsync(
            call, new StreamDesilRequest { Queries = { Good }, ForPeriod = period, AsOfRelease = name }));
        var single = await Assert.ThrowsAsync<RpcException>(async () => await client.GetDesilAsync(
            new GetDesilRequest { Query = Good, ForPeriod = period, AsOfRelease = name }));

        Assert.Equal(reason, new RawAnswer([], stream).Reason);
        Assert.Equal(reason, new RawAnswer([], single).Reason);
    }

    [Fact(Timeout = 120_000)]
    public async Task As_of_a_release_a_lookup_says_what_that_release_says()
    {
        var client = await desil.ClientAsync(DesilNode.Pbi);

        var single = await client.GetDesilAsync(new GetDesilRequest { Query = Good, AsOfRelease = "2026-T2.v1" });
        var bulk = await client.BulkGetDesilAsync(new BulkGetDesilRequest { Queries = { Good }, AsOfRelease = "2026-T2.v1" });

        Assert.Equal((1u, "2026-T2.v1"), (single.Answer.DesilNasional, single.Info.ReadAt.Release));
        Assert.Equal((1u, "2026-T2.v1"), (bulk.Items[0].Answer.DesilNasional, bulk.Info.ReadAt.Release));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_asks_for_nobody_ends_well()
    {
        using var call = (await desil.ClientAsync(DesilNode.Pbi)).StreamDesil();

        await EndAsync(call);
    }

    internal static async Task<StreamDesilResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse> call, StreamDesilRequest page)
    {
        try
        {
            await call.RequestStream.WriteAsync(page);
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // The call has ended: why, its reader knows.
        }

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None), "The stream ended without an answer.");
        return call.ResponseStream.Current;
    }

    internal static async Task EndAsync(AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse> call)
    {
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }
}
