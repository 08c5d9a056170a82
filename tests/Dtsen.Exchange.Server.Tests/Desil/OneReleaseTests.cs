using System.Collections.Concurrent;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Desil;

public class OneReleaseTests
{
    private const int Families = 200;
    private const int Releases = 5;

    [Fact(Timeout = 240_000)]
    public async Task A_call_is_answered_from_one_release_while_others_are_published()
    {
        await using var node = await RunningNode.StartAsync();
        var client = new DesilService.DesilServiceClient(await node.AsAsync("kemensos.pusdatin", ("dtsen-purpose", "monev")));
        var request = new BulkGetDesilRequest();
        request.Queries.AddRange(Enumerable.Range(1, Families).Select(serial => GetDesilTests.ByNik(NikOf(serial))));
        var none = await Assert.ThrowsAsync<RpcException>(async () => await client.BulkGetDesilAsync(request));
        Assert.Equal("NO_RELEASE", new RawAnswer([], none).Reason);
        await node.PublishAsync("2026-T3.v1", Nation(1));

        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, int>();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            long last = 0;
            while (!stop.IsCancellationRequested)
            {
                var answer = await client.BulkGetDesilAsync(request);
                var version = uint.Parse(answer.Info.ReadAt.Release[^1..], System.Globalization.CultureInfo.InvariantCulture);
                Assert.All(answer.Items, item => Assert.Equal(version, item.Answer.DesilNasional));
                Assert.Equal(Families, answer.Items.Count);
                Assert.True(answer.Info.ReadAt.Seq >= last);
                last = answer.Info.ReadAt.Seq;
                seen.AddOrUpdate(answer.Info.ReadAt.Release, 1, (_, count) => count + 1);
            }
        })).ToList();
        var id = "";
        for (var version = 2; version <= Releases; version++)
        {
            id = await node.PublishAsync($"2026-T3.v{version}", Nation((uint)version));
        }

        await node.RollBackAsync(id);
        Assert.Equal($"2026-T3.v{Releases - 1}", (await client.BulkGetDesilAsync(request)).Info.ReadAt.Release);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(seen.Count > 1, "The readers saw one release only.");
    }

    private static List<Family> Nation(uint desil) => [.. Enumerable.Range(1, Families).Select(serial => SampleFamilies.Of(
        $"32040501012{serial:D5}", SampleFamilies.KabupatenBandung, (desil, desil, desil), SampleFamilies.Person(NikOf(serial), "Budi")))];

    private static string NikOf(int serial) => $"320405010180{serial:D4}";
}
