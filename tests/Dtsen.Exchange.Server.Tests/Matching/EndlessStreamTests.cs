using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Tests.Quotas;
using static Dtsen.Exchange.Server.Tests.Matching.MatchNode;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>A stream of very many records, on a real node: what is kept of it does not grow, and whoever takes no answers is held back.</summary>
[Collection(AloneCollection.Name)]
public class EndlessStreamTests(ITestOutputHelper output)
{
    private const int PageSize = 1_000;
    private const int PagesUnderWay = 4;
    private const long MaxGrowth = 16 << 20;

    private static int Pages => Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 10_000 : 100;

    [Fact(Timeout = 7_200_000)]
    public async Task Memory_stays_flat_however_many_records_come()
    {
        await using var node = await UnlimitedAsync();
        using var stream = (await ClientAsync(node, Pln)).StreamMatch();
        var page = Page();
        var heap = new List<long>();
        var sent = 0;
        for (var answered = 0; answered < Pages; answered++)
        {
            for (; sent < Pages && sent < answered + PagesUnderWay; sent++)
            {
                await stream.RequestStream.WriteAsync(page);
            }

            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal((long)answered * PageSize, stream.ResponseStream.Current.FirstRecord);
            Assert.Equal(PageSize, stream.ResponseStream.Current.Items.Count);
            if (answered % (Pages / 5) == Pages / 10)
            {
                heap.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(CancellationToken.None));
        output.WriteLine($"{(long)Pages * PageSize} records, heap: {string.Join(' ', heap.Select(bytes => $"{bytes / 1024.0 / 1024:F1} MiB"))}");
        Assert.True(heap[^1] - heap[0] < MaxGrowth, $"What is sent is kept: {string.Join(' ', heap)} bytes.");
    }

    [Fact(Timeout = 600_000)]
    public async Task Who_takes_no_answers_is_not_read_from_and_misses_none_of_them_later()
    {
        const int tooMany = 5_000;
        var patience = TimeSpan.FromSeconds(5);
        await using var node = await UnlimitedAsync();
        using var stream = (await ClientAsync(node, Pln)).StreamMatch();
        var page = Page();
        var sent = 0;
        Task writing;
        do
        {
            writing = stream.RequestStream.WriteAsync(page);
            sent++;
            await Task.WhenAny(writing, Task.Delay(patience, TestContext.Current.CancellationToken));
        }
        while (writing.IsCompleted && sent < tooMany);

        // Whatever connections hold on the way is some megabytes; the rest stays with the sender.
        output.WriteLine($"held back at page {sent} of {page.CalculateSize()} bytes");
        Assert.False(writing.IsCompleted, $"{sent} pages were taken from somebody who takes no answers.");
        for (var answered = 0; answered < sent; answered++)
        {
            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal((long)answered * PageSize, stream.ResponseStream.Current.FirstRecord);
        }

        await writing;
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(CancellationToken.None));
    }

    private static async Task<RunningNode> UnlimitedAsync()
    {
        const int many = 100_000_000;
        var node = await StartAsync(
            null,
            QuotaNode.Agreement("pln", ("numbers_per_second", many), ("numbers_per_day", many)),
            QuotaNode.Agency("pln", ("numbers_per_second", many), ("numbers_per_day", many)));
        await node.PublishAsync("2026-T3.v1", Families());
        return node;
    }

    private static StreamMatchRequest Page() => new()
    {
        Records = { Enumerable.Range(0, PageSize).Select(row => row % 2 == 0 ? Record(Wife, WifeName, "1994-02-02") : Record(Head, HeadName)) },
    };
}
