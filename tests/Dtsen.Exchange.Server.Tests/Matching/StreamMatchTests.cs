using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Tests.Population;
using Dtsen.Exchange.Server.Tests.Releases;
using Google.Rpc;
using Grpc.Core;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

public class StreamMatchTests
{
    private static readonly MatchRecord[] Records =
    [
        Record(Wife, WifeName, "1994-02-02"), Record("0", WifeName), Record(Head, FarName), Record(Dead, "Sukarno Hadi"), new(),
        Record(Head, HeadName, kk: NobodysFamily), Record(NobodysNik, FarName),
    ];

    [Fact(Timeout = 180_000)]
    public async Task Pages_are_answered_in_order_as_a_bulk_of_the_same_records_is_until_the_release_is_withdrawn()
    {
        await using var node = await StartAsync();
        await node.PublishAsync("2026-T3.v1", [Families()[1]]);
        var second = await node.PublishAsync("2026-T3.v2", Families());
        var client = await ClientAsync(node, Pln);
        var bulk = await client.BulkMatchAsync(new BulkMatchRequest { Records = { Records }, Threshold = 85 });

        using var stream = client.StreamMatch();
        var first = await AskAsync(stream, new StreamMatchRequest { Records = { Records[..4] }, Threshold = 85 });
        var next = await AskAsync(stream, new StreamMatchRequest { Records = { Records[4..] } });

        Assert.Equal(bulk.Items.Select(Comparable), first.Items.Concat(next.Items).Select(Comparable));
        Assert.Equal((0, 4), (first.FirstRecord, next.FirstRecord));
        Assert.All(new[] { bulk.Info, first.Info, next.Info }, info => Assert.Equal("2026-T3.v2", info.ReadAt.Release));
        Assert.NotEqual(first.Info.Receipt.Index, next.Info.Receipt.Index);

        await node.RollBackAsync(second);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        var where = refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        Assert.Equal((StatusCode.Aborted, "RELEASE_WITHDRAWN"), (refusal.StatusCode, where.Reason));
        Assert.Equal(("2026-T3.v2", "2", "7"), (where.Metadata["release"], where.Metadata["pages"], where.Metadata["queries"]));
        Assert.Equal("RELEASE_WITHDRAWN", await ReasonAsync(new MatchRequest { Record = Records[0], AsOfRelease = "2026-T3.v2" }));
        Assert.Equal("NO_RELEASE", await ReasonAsync(new MatchRequest { Record = Records[0], AsOfRelease = "2025-T3.v2" }));
        var before = await client.MatchAsync(new MatchRequest { Record = Records[0] });
        Assert.Equal(MatchOutcome.NikTidakDitemukan, before.Answer.Outcome);

        async Task<string> ReasonAsync(MatchRequest request) =>
            new RawAnswer([], await Assert.ThrowsAsync<RpcException>(async () => await client.MatchAsync(request))).Reason;
    }

    [Theory(Timeout = 180_000)]
    [InlineData("for_period")]
    [InlineData("as_of_release")]
    [InlineData("continues_release")]
    [InlineData("threshold")]
    public async Task What_holds_for_the_whole_stream_stands_in_the_first_page_only(string field)
    {
        await using var node = await StartAsync();
        await node.PublishAsync("2026-T3.v1", Families());
        using var stream = (await ClientAsync(node, Pln)).StreamMatch();
        await AskAsync(stream, new StreamMatchRequest { Records = { Records[0] } });
        var late = new StreamMatchRequest { Records = { Records[0] } };
        StreamMatchRequest.Descriptor.FindFieldByName(field).Accessor.SetValue(
            late, field switch { "threshold" => 90u, "for_period" => "2026-T3", _ => "2026-T3.v1" });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => AskAsync(stream, late));

        Assert.Equal(field, Assert.Single(refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_stream_that_goes_on_reads_its_release_with_what_was_reported_since()
    {
        await using var node = await StartAsync();
        var first = await node.PublishAsync("2026-T3.v1", Families());
        await node.PublishAsync("2026-T3.v2", [Families()[1]]);
        await ReportCall.ReportAsync(node, Events.Death(Far));
        var client = await ClientAsync(node, Pln);
        MatchRecord[] records = [Record(Wife, WifeName), Record(Far, FarName)];

        Assert.Equal([MatchOutcome.NikTidakDitemukan, MatchOutcome.Meninggal], await OutcomesAsync(new StreamMatchRequest()));
        Assert.Equal(
            [MatchOutcome.Padan, MatchOutcome.Meninggal], await OutcomesAsync(new StreamMatchRequest { ContinuesRelease = "2026-T3.v1" }));
        Assert.Equal(
            [MatchOutcome.Padan, MatchOutcome.Padan], await OutcomesAsync(new StreamMatchRequest { AsOfRelease = "2026-T3.v1" }));
        await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => OutcomesAsync(
            new StreamMatchRequest { ContinuesRelease = "2026-T3.v1", AsOfRelease = "2026-T3.v1" }));
        await node.RollBackAsync(first);
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_WITHDRAWN", () => OutcomesAsync(
            new StreamMatchRequest { ContinuesRelease = "2026-T3.v1" }));

        async Task<List<MatchOutcome>> OutcomesAsync(StreamMatchRequest page)
        {
            page.Records.AddRange(records);
            using var stream = client.StreamMatch();
            return [.. (await AskAsync(stream, page)).Items.Select(item => item.Answer.Outcome)];
        }
    }

    private static async Task<StreamMatchResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse> stream, StreamMatchRequest page)
    {
        await stream.RequestStream.WriteAsync(page);
        return await stream.ResponseStream.MoveNext(CancellationToken.None)
            ? stream.ResponseStream.Current
            : throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>An item without the place that its error names, which is that in the page.</summary>
    private static string Comparable(BulkMatchItem item) => item.Error is { } error
        ? error.GetDetail<ErrorInfo>()!.Reason
        : item.Answer.ToString();
}
