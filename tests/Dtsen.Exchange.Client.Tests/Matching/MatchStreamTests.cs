using Dtsen.Exchange.Client.Matching;
using Dtsen.Exchange.Client.Tests.Desil;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests.Matching;

public class MatchStreamTests
{
    private const int RecordsPerPage = 5;

    private static readonly CallContext Context = new() { Purpose = "pbi-jk" };

    [Fact]
    public async Task Every_page_has_its_answers_in_order_however_often_the_connection_breaks()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);

        var next = 0;
        await foreach (var (page, answers) in new MatchStream(client.With(Context).Matching).MatchAsync(Pages(120)))
        {
            Assert.Equal(next++, page.Source);
            Assert.Equal(page.Records.Count, answers?.Items.Count ?? 0);
            Assert.All(answers?.Items ?? [], item => Assert.Equal(MatchOutcome.Padan, item.Answer.Outcome));
            if (page.Source % 30 == 8)
            {
                network.Cut();
            }
        }

        Assert.Equal(120, next);
        Assert.True(network.Accepted > 3);
    }

    [Fact]
    public async Task It_goes_on_in_the_same_release_where_another_was_published_meanwhile_and_ends_with_it()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        var second = await node.PublishAsync(2);
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);

        var read = new HashSet<(string Release, bool HasSeq)>();
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var (page, answers) in new MatchStream(client.With(Context).Matching).MatchAsync(Pages(10_000)))
            {
                if (answers is not null)
                {
                    read.Add((answers.Info.ReadAt.Release, answers.Info.ReadAt.Seq > 0));
                }

                switch (page.Source)
                {
                    case 20:
                        await node.PublishAsync(3);
                        network.Cut();
                        break;
                    case 60:
                        await node.RollBackAsync(second);
                        break;
                }
            }
        });

        Assert.Equal([(PublishedNode.NameOf(2), true)], read);
        Assert.Equal(ErrorReason.ReleaseWithdrawn, ExchangeError.From(refusal).Reason);
    }

    [Fact]
    public async Task Pages_are_read_no_further_ahead_than_those_under_way()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var client = node.Client();
        var read = 0;
        var pages = Pages(60).Select(page =>
        {
            Interlocked.Increment(ref read);
            return page;
        });

        await foreach (var (page, _) in new MatchStream(client.With(Context).Matching).MatchAsync(pages))
        {
            Assert.InRange(Volatile.Read(ref read) - page.Source, 1, 6);
        }

        Assert.Equal(60, read);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_or_terms_that_are_refused_end_it_with_their_own_fault()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var client = node.Client();
        var matching = client.With(Context).Matching;
        var answered = 0;

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in new MatchStream(matching).MatchAsync(Pages(5).Concat(Broken())))
            {
                answered++;
            }
        });
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new MatchStream(matching, new StreamMatchRequest { Threshold = 10 }).MatchAsync(Pages(50)).CountAsync());

        Assert.Equal(6, answered);
        Assert.Equal(ErrorReason.InvalidField, ExchangeError.From(refusal).Reason);
        Assert.Equal(0, await new MatchStream(matching).MatchAsync(Pages(0)).CountAsync());
    }

    // Every seventh page holds no record.
    private static IEnumerable<MatchPage<int>> Pages(int count) => Enumerable.Range(0, count).Select(page => new MatchPage<int>(
        page,
        [
            .. Enumerable.Range(1, page % 7 == 3 ? 0 : RecordsPerPage).Select(record => ((page * RecordsPerPage) + record) % 200 + 1)
                .Select(serial => new MatchRecord
                {
                    Nik = FamilySample.Nik(FamilySample.Bandung, serial), Name = FamilySample.Name(serial),
                }),
        ]));

    private static IEnumerable<MatchPage<int>> Broken()
    {
        yield return Pages(1).First();
        throw new IOException("cut");
    }
}
