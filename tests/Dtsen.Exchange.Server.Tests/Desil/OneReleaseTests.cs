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

    [Fact(Timeout = 240_000)]
    public async Task Each_audience_reads_its_own_release_without_a_pause_while_another_is_published_to_the_one_and_then_to_the_other()
    {
        await using var node = await RunningNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", Nation(1));
        using var stop = new CancellationTokenSource();
        var first = new Reader(await node.AsAsync("kemensos.pusdatin", ("dtsen-purpose", "monev")));
        var others = new Reader(await node.AsAsync("bpjs-kesehatan.pbi-jk", ("dtsen-purpose", "pbi-jk")));
        var reading = new[] { first, others, first, others }.Select(reader => Task.Run(() => reader.RunAsync(stop.Token))).ToList();
        for (var version = 2U; version <= Releases; version++)
        {
            first.Newest = version;
            var id = await node.PublishAsync($"2026-T3.v{version}", Nation(version), audiences: ReleaseAudience.First);
            first.Oldest = version;
            Assert.Equal(version, await first.ReadAsync());
            Assert.Equal(version - 1, await others.ReadAsync());
            others.Newest = version;
            await node.PublishToAsync(id, ReleaseAudience.All);
            others.Oldest = version;
            Assert.Equal(version, await others.ReadAsync());
        }

        await stop.CancelAsync();
        await Task.WhenAll(reading);
    }

    private static List<Family> Nation(uint desil) => [.. Enumerable.Range(1, Families).Select(serial => SampleFamilies.Of(
        $"32040501012{serial:D5}", SampleFamilies.KabupatenBandung, (desil, desil, desil), SampleFamilies.Person(NikOf(serial), "Budi")))];

    private static string NikOf(int serial) => $"320405010180{serial:D4}";

    /// <summary>Reads all the time, and only what is published to it.</summary>
    private sealed class Reader(CallInvoker caller)
    {
        /// <summary>No faster than the agreements' rates.</summary>
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

        private readonly DesilService.DesilServiceClient _client = new(caller);
        private uint _oldest = 1;
        private uint _newest = 1;

        /// <summary>The version that it must have at least.</summary>
        public uint Oldest { set => Volatile.Write(ref _oldest, value); }

        /// <summary>The version that it may have at most.</summary>
        public uint Newest { set => Volatile.Write(ref _newest, value); }

        public async Task RunAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                await ReadAsync();
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        public async Task<uint> ReadAsync()
        {
            var oldest = Volatile.Read(ref _oldest);
            var query = GetDesilTests.ByNik(NikOf(1));
            query.Name = "Budi";
            var answer = await _client.GetDesilAsync(new GetDesilRequest { Query = query });
            Assert.InRange(answer.Answer.DesilNasional, oldest, Volatile.Read(ref _newest));
            return answer.Answer.DesilNasional;
        }
    }
}
