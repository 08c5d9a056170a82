using Dtsen.Exchange.Client.Desil;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests.Desil;

public class DesilStreamTests
{
    private static readonly CallContext Context = new() { Purpose = "pbi-jk" };
    private static readonly StreamLimits Small = new() { QueriesPerPage = 7, PagesUnderWay = 3 };

    [Fact]
    public async Task Every_query_has_its_answer_in_order_however_often_the_connection_breaks()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);
        var stream = new DesilStream(client.With(Context).Desil, Small);

        var next = 0L;
        await foreach (var answer in stream.LookUpAsync(Queries(1_000)))
        {
            Assert.Equal(next++, answer.Index);
            Assert.Equal(((((answer.Index % PublishedNode.Families) + 1) % 10) + 1, PublishedNode.NameOf(1)), Read(answer));
            if (answer.Index % 150 == 40)
            {
                network.Cut();
            }
        }

        Assert.Equal(1_000, next);
        Assert.True(network.Accepted > 3);
    }

    [Fact]
    public async Task It_goes_on_in_the_same_release_where_another_was_published_meanwhile()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(exchange: network.Address);

        var releases = new HashSet<string>();
        await foreach (var answer in new DesilStream(client.With(Context).Desil, Small).LookUpAsync(Queries(200)))
        {
            releases.Add(answer.Info.ReadAt.Release);
            if (answer.Index == 50)
            {
                await node.PublishAsync(2);
                network.Cut();
            }
        }

        Assert.Equal([PublishedNode.NameOf(1)], releases);
    }

    [Fact]
    public async Task A_release_that_was_taken_back_ends_it_and_is_named()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        var second = await node.PublishAsync(2);
        await using var client = node.Client();
        var answered = 0;

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var answer in new DesilStream(client.With(Context).Desil, Small).LookUpAsync(Queries(100_000)))
            {
                Assert.Equal(PublishedNode.NameOf(2), answer.Info.ReadAt.Release);
                if (++answered == 100)
                {
                    await node.RollBackAsync(second);
                }
            }
        });

        Assert.Equal(ErrorReason.ReleaseWithdrawn, ExchangeError.From(refusal).Reason);
        Assert.InRange(answered, 100, 200);
    }

    [Fact]
    public async Task Queries_are_read_no_further_ahead_than_the_pages_under_way()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var client = node.Client();
        var read = 0;

        await foreach (var answer in new DesilStream(client.With(Context).Desil, Small).LookUpAsync(Queries(500).Select(query =>
        {
            read++;
            return query;
        })))
        {
            Assert.InRange(read - answer.Index, 1, Small.QueriesPerPage * (Small.PagesUnderWay + 1));
        }

        Assert.Equal(500, read);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_ends_it_with_its_own_fault_and_nobody_to_ask_for_ends_it_well()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync(1);
        await using var client = node.Client();
        var stream = new DesilStream(client.With(Context).Desil, Small);

        var fault = await Assert.ThrowsAsync<IOException>(async () => await stream.LookUpAsync(Broken()).CountAsync());

        Assert.Equal("cut off", fault.Message);
        Assert.Equal(0, await stream.LookUpAsync(Queries(0)).CountAsync());

        static IEnumerable<DesilQuery> Broken()
        {
            foreach (var query in Queries(20))
            {
                yield return query;
            }

            throw new IOException("cut off");
        }
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client();

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new DesilStream(client.With(Context).Desil, Small).LookUpAsync(Queries(20)).CountAsync());

        Assert.Equal(ErrorReason.NoRelease, ExchangeError.From(refusal).Reason);
    }

    private static (long Desil, string Release) Read(StreamedDesil answer) =>
        (answer.Item.Answer.DesilNasional, answer.Info.ReadAt.Release);

    private static IEnumerable<DesilQuery> Queries(int count) => Enumerable.Range(0, count).Select(index => new DesilQuery
    {
        Nik = FamilySample.Nik(FamilySample.Bandung, (index % PublishedNode.Families) + 1),
        Name = FamilySample.Name((index % PublishedNode.Families) + 1),
    });
}
