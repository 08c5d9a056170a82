using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Tests.Desil;
using Dtsen.Exchange.Server.Tests.Population;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>Each page of a stream is charged like a bulk.</summary>
public class QuotasOfStreamsTests
{
    private const int Timeout = 120_000;

    [Fact(Timeout = Timeout)]
    public async Task Numbers_are_counted_page_by_page_and_the_page_that_does_not_fit_ends_the_stream()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agreement("bpjs-kesehatan", ("numbers_per_day", 100)));
        using var call = (await node.LookupsAsync(QuotaNode.Ministry)).StreamDesil();

        Assert.Equal(60, (await StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 40))).Info.Quota.NiksToday);
        Assert.Equal(0, (await StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 60))).Info.Quota.NiksToday);
        var (reason, limit, _, _) = await QuotaNode.RefusedAsync(() => StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 1)));

        Assert.Equal(("QUOTA_EXHAUSTED", "numbers_per_day"), (reason, limit));
        // The stream is one call, and asking for this another.
        var usage = await node.UsageAsync(QuotaNode.Ministry);
        Assert.Equal((100, 2), (usage.Agreement.NumbersUsed, usage.Agreement.CallsUsed));
    }

    [Fact(Timeout = Timeout)]
    public async Task Misses_of_pages_count_and_the_page_behind_the_last_is_refused()
    {
        await using var node = await QuotaNode.StartAsync(
            null, QuotaNode.Agreement("bpjs-kesehatan", ("miss_share", 0), ("misses_per_day", 10)));
        using var call = (await node.LookupsAsync(QuotaNode.Ministry)).StreamDesil();

        Assert.Equal(4, (await StreamDesilTests.AskAsync(call, Page(QuotaNode.Unknown, 6))).Info.Quota.MissesToday);
        await StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 50));
        await StreamDesilTests.AskAsync(call, Page(QuotaNode.Unknown, 6));
        var (reason, _, _, _) = await QuotaNode.RefusedAsync(() => StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 1)));

        Assert.Equal("MISSES_EXHAUSTED", reason);
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_sends_faster_than_the_rate_waits_and_is_not_refused()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agreement("bpjs-kesehatan", ("numbers_per_second", 10)));
        using var call = (await node.LookupsAsync(QuotaNode.Ministry)).StreamDesil();
        await StreamDesilTests.AskAsync(call, Page(QuotaNode.Known, 10));

        await call.RequestStream.WriteAsync(Page(QuotaNode.Known, 5));
        var answer = call.ResponseStream.MoveNext(CancellationToken.None);
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(300)));
        await node.UntilAsync(() => answer.IsCompleted);

        Assert.True(await answer);
        Assert.Equal(5, call.ResponseStream.Current.Items.Count);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_page_that_asks_for_nobody_tells_what_other_calls_have_left()
    {
        await using var node = await QuotaNode.StartAsync(null);
        using var call = await ReportCall.OpenAsync(node);
        var events = new[] { Events.Correct(DesilNode.Head, "Hendra") };
        var left = (await call.PageAsync(events)).Info.Quota.CallsToday;

        var ofAnother = (await ReportCall.ReportAsync(node, events)).Info.Quota.CallsToday;
        var now = (await call.PageAsync(events)).Info.Quota.CallsToday;

        Assert.Equal((left - 1, left - 1), (ofAnother, now));
    }

    private static StreamDesilRequest Page(DesilQuery query, int count) => new() { Queries = { Enumerable.Repeat(query, count) } };
}
