using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Tests.Faults;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>
/// A node whose disk fills up while BPS works: BPS is told why, nothing that was acknowledged is lost, and once there is room the work goes
/// on where it stood, without a restart of the node.
/// </summary>
public class FullDiskTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    [Fact(Timeout = 7_200_000)]
    public async Task A_full_disk_refuses_with_its_reason_and_the_work_goes_on_once_there_is_room()
    {
        NeededDisk.Require();
        using var folder = new TemporaryFolder();
        await using var exchange = new RunningExchange { IsEmpty = true };
        using var disk = new FaultyDisk(exchange.Data, folder.Inner("control"));
        exchange.Environment = disk.Environment;
        await exchange.InitializeAsync();
        var published = new ReleaseVersion(RunningExchange.Period, 1);
        disk.Work();
        await new RankingWork(published, new AckedFile(folder.Inner("first"))).RunAsync(exchange, default);
        var reasons = new Dictionary<ErrorReason, int>();
        foreach (var (part, number) in Moments(disk.Steps))
        {
            var next = new ReleaseVersion(published.Period, published.Version + 1);
            var acked = new AckedFile(folder.Inner($"{next}"));
            var work = new RankingWork(next, acked);
            disk.FillUp(number, part);
            var failure = await Record.ExceptionAsync(() => work.RunAsync(exchange, default).WaitAsync(Bound));
            var seen = await PublishedView.ReadAsync(exchange);
            disk.Work();
            Assert.True(failure is null or RpcException, $"{part} {number}: {failure}");
            Assert.True(seen == published || seen == next, $"{part} {number}: {seen} is read.");
            if (failure is RpcException refusal)
            {
                var reason = ExchangeError.From(refusal).Reason;
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                Assert.True(reason is ErrorReason.StorageFailed or ErrorReason.NotStored, $"{part} {number}: {refusal.Status} {reason}");
            }

            await work.AssertNothingLostAsync(exchange);
            await work.RunAsync(exchange, default).WaitAsync(Bound);
            Assert.Equal(next, await PublishedView.ReadAsync(exchange));
            published = next;
        }

        output.WriteLine(string.Join(", ", reasons.Select(reason => $"{reason.Key} {reason.Value}")));
        Assert.NotEmpty(reasons);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_call_whose_record_does_not_reach_the_disk_is_not_answered_and_all_are_refused_until_the_node_is_started_again()
    {
        NeededDisk.Require();
        using var folder = new TemporaryFolder();
        await using var exchange = new RunningExchange { IsEmpty = true };
        using var disk = new FaultyDisk(exchange.Data, folder.Inner("control"));
        exchange.Environment = disk.Environment;
        await exchange.InitializeAsync();
        var published = new ReleaseVersion(RunningExchange.Period, 1);
        await new RankingWork(published, new AckedFile(folder.Inner("first"))).RunAsync(exchange, default);

        disk.Fail(1, "sync access-log/");
        // The answer was made when the disk refused: it is dropped, and its connection with it.
        await Assert.ThrowsAsync<RpcException>(() => PublishedView.ReadAsync(exchange));
        disk.Work();
        Assert.Equal(ErrorReason.NotRecorded, await RefusedAsync());
        await exchange.KillAsync();
        await exchange.StartAsync();
        Assert.Equal(published, await PublishedView.ReadAsync(exchange));

        async Task<ErrorReason> RefusedAsync() =>
            ExchangeError.From(await Assert.ThrowsAsync<RpcException>(() => PublishedView.ReadAsync(exchange))).Reason;
    }

    /// <summary>At which steps the disk fills up, of the release's files and of the database: some, in the long form many.</summary>
    private static IEnumerable<(string Part, int Number)> Moments(IReadOnlyList<string> steps)
    {
        var count = System.Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 40 : 3;
        var random = new Random(31);
        foreach (var part in new[] { "releases/", "exchange.db" })
        {
            var most = steps.Count(step => step.Contains(part, StringComparison.Ordinal));
            Assert.True(most > 10, $"{most} steps of {part}: the disk was not watched.");
            for (var moment = 0; moment < count; moment++)
            {
                yield return (part, random.Next(1, most));
            }
        }
    }
}
