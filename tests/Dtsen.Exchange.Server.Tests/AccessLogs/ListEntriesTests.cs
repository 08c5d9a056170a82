using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

public class ListEntriesTests
{
    [Fact(Timeout = 120_000)]
    public async Task An_auditor_reads_the_whole_log_in_pages_and_no_entry_twice()
    {
        await using var node = await RunningNode.StartAsync();
        var partner = new PartnerService.PartnerServiceClient(await node.AsAsync("kemensos.pusdatin"));
        for (var i = 0; i < 25; i++)
        {
            await partner.GetAgreementAsync(new GetAgreementRequest());
        }

        var log = await AuditorAsync(node);
        var read = new List<RecordedEntry>();
        for (long next = 0; read.Count < 25;)
        {
            var page = await log.ListEntriesAsync(new ListEntriesRequest { FirstIndex = next, PageSize = 7 });
            read.AddRange(page.Entries);
            Assert.True(page.Entries.Count <= 7);
            Assert.Equal(next + page.Entries.Count, page.NextIndex);
            next = page.NextIndex;
        }

        Assert.Equal(Enumerable.Range(0, read.Count).Select(i => (long)i), read.Select(entry => entry.Receipt.Index));
        Assert.Equal(node.EntriesFrom(0).Take(read.Count), read.Select(entry => entry.Entry));
        Assert.All(read, entry => Assert.Equal("exchange/node-1", entry.Receipt.Origin));
    }

    [Fact(Timeout = 120_000)]
    public async Task Behind_the_end_is_an_empty_page_that_names_its_own_beginning()
    {
        await using var node = await RunningNode.StartAsync();

        var page = await (await AuditorAsync(node)).ListEntriesAsync(new ListEntriesRequest { FirstIndex = 1000 });

        Assert.Empty(page.Entries);
        Assert.Equal(1000, page.NextIndex);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(-1, 0, "first_index")]
    [InlineData(0, -1, "page_size")]
    [InlineData(0, 1001, "page_size")]
    public async Task A_page_that_cannot_be_is_refused(long first, int size, string field)
    {
        await using var node = await RunningNode.StartAsync();
        var log = await AuditorAsync(node);

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await log.ListEntriesAsync(new ListEntriesRequest { FirstIndex = first, PageSize = size }));

        Assert.Equal("INVALID_FIELD", new RawAnswer([], refusal).Reason);
        Assert.StartsWith(field, refusal.Status.Detail);
    }

    private static async Task<AccessLogService.AccessLogServiceClient> AuditorAsync(RunningNode node) =>
        new(await node.AsAsync("bpkp.pengawasan", ("dtsen-purpose", "pengawasan")));
}
