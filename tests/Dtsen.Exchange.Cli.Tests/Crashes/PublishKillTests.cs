using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>
/// A node that is killed while BPS uploads, seals and publishes: what it acknowledged is there when it is back, the release that is
/// published is the old one or the new one, whole, and BPS ends its work by beginning it again.
/// </summary>
public class PublishKillTests(ITestOutputHelper output)
{
    /// <summary>Each crash costs an agreement a lease of its misses; fifty leave it enough of those of a day.</summary>
    internal const int KillsOfANode = 50;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private static readonly string[] Parts = [RankingWork.Upload, RankingWork.Seal, RankingWork.Publish];

    [Fact(Timeout = 7_200_000)]
    public async Task After_any_number_of_kills_a_release_is_whole_and_everything_acknowledged_is_there()
    {
        var rounds = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 100 : 3;
        var random = new Random(23);
        var open = 0;
        foreach (var some in Enumerable.Range(0, rounds).Chunk(KillsOfANode))
        {
            open += await KillAsync(some, random);
        }

        output.WriteLine($"{rounds} kills, {open} of them before the work was done.");
        Assert.True(open * 2 > rounds, $"Only {open} of {rounds} kills came before the work was done: the test says little.");
    }

    /// <returns>How many kills came before the work was done.</returns>
    private static async Task<int> KillAsync(int[] rounds, Random random)
    {
        using var folder = new TemporaryFolder();
        await using var exchange = new RunningExchange { IsEmpty = true };
        await exchange.InitializeAsync();
        var published = new ReleaseVersion(RunningExchange.Period, 2);
        await new RankingWork(published with { Version = 1 }, new AckedFile(folder.Inner("first"))).RunAsync(exchange, default);
        var times = await TimesAsync(exchange, new RankingWork(published, new AckedFile(folder.Inner("second"))));
        var open = 0;
        foreach (var round in rounds)
        {
            var next = new ReleaseVersion(published.Period, published.Version + 1);
            var acked = new AckedFile(folder.Inner($"{next}"));
            var part = Parts[round % Parts.Length];
            open += await WorkUntilKilledAsync(exchange, new RankingWork(next, acked), part, random.NextDouble() * times[part]) ? 1 : 0;
            await exchange.StartAsync();

            // Somebody else goes on, who knows the file and nothing more.
            await new RankingWork(next, acked).AssertGoesOnAsync(exchange, published);
            published = next;
        }

        return open;
    }

    /// <summary>How long each part of the work takes on this machine, where the node has done it once before.</summary>
    private static async Task<Dictionary<string, TimeSpan>> TimesAsync(RunningExchange exchange, RankingWork work)
    {
        var begun = new List<(string Part, long At)>();
        work.Begins = part => begun.Add((part, TimeProvider.System.GetTimestamp()));
        await work.RunAsync(exchange, default);
        begun.Add(("", TimeProvider.System.GetTimestamp()));
        return begun.Zip(begun.Skip(1), (part, next) => (part.Part, Time: TimeProvider.System.GetElapsedTime(part.At, next.At)))
            .ToDictionary(part => part.Part, part => part.Time);
    }

    /// <returns>Whether the kill came before the work was done.</returns>
    private static async Task<bool> WorkUntilKilledAsync(RunningExchange exchange, RankingWork work, string begins, TimeSpan delay)
    {
        using var killed = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Begins = what => _ = what == begins && begun.TrySetResult();
        var reading = PublishedView.ReadUntilKilledAsync(exchange, killed.Token);
        var working = work.RunAsync(exchange, killed.Token);
        await Task.WhenAny(begun.Task, working).WaitAsync(Bound);
        await Task.Delay(delay);
        var done = working.IsCompletedSuccessfully;
        await exchange.KillAsync();
        await killed.CancelAsync();
        try
        {
            await working.WaitAsync(Bound);
        }
        catch (Exception fault) when (RunningExchange.IsGone(fault, killed.Token))
        {
        }

        await reading.WaitAsync(Bound);
        return !done;
    }
}
