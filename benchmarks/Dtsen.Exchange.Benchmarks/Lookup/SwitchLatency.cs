using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Benchmarks.Lookup;

/// <summary>
/// How long lookups take while a staged release is published and rolled back, and how long without. Each repetition has a node of its
/// own that begins with one release published and the next one sealed.
/// </summary>
internal sealed class SwitchLatency(BenchmarkRun run, BenchmarkWorld world, ReadOnlyMemory<PersonNumbers> people)
{
    private const int Connections = 8;
    private const int WarmCalls = 40_000;
    private const int InFlight = 64;
    private const double Load = 0.3;

    private static readonly string[] Names = ["without", "during Publish and RollBack"];

    /// <summary>Measures, and gives the rows of a table and a ratio.</summary>
    public async Task MeasureAsync(CancellationToken cancellation)
    {
        var measured = new List<Latencies[]>();
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            measured.Add(await MeasureOnceAsync(repetition, cancellation));
        }

        run.Table(
            ["30 % load, open loop", "p50, ms", "p99, ms", "p99.9, ms"],
            Names.Select((name, side) => new[] { name, At(side, 0.5), At(side, 0.99), At(side, 0.999) }));
        run.Ratio("lookup-p99-publish", measured.Select(both => both[1].At(0.99) / both[0].At(0.99)));
        run.Ratio("lookup-p999-publish", measured.Select(both => both[1].At(0.999) / both[0].At(0.999)));

        string At(int side, double share) => Spread.Of(measured.Select(both => both[side].At(share))).ToString("0.00");
    }

    private async Task<Latencies[]> MeasureOnceAsync(int repetition, CancellationToken cancellation)
    {
        await using var node = await ServerProcess.StartAsync(
            BenchmarkWorld.Node, await world.NewSideWithSuccessorAsync(run, "lookup-switch", cancellation));
        await using var asker = Asker.OfNode(world, node, people, Connections);
        await using var publication = new Publication(world, node);
        var release = await publication.BeginAsync(BenchmarkNation.Of(run), 2, cancellation);
        // Once the first audience reads it, it is open and verified; the others, of whom the asker is one, get it within the load.
        await publication.ApproveAsync(release, ReleaseAudience.First, cancellation);
        var proposal = await publication.Desk.ProposeAsync(release, ReleaseAudience.All, cancellation);
        await ClosedLoop.WarmAsync(InFlight, WarmCalls, run.Seed, asker.AskAsync);
        var most = await ClosedLoop.RunAsync(InFlight, run.Duration, run.Seed, asker.AskAsync) / run.Duration.TotalSeconds;
        run.Say(string.Create(CultureInfo.InvariantCulture, $"Repetition {repetition + 1}: {Load * most:0} calls/s of {most:0}."));

        var ofSuccessor = 0L;
        var both = new Latencies[Names.Length];
        for (var turn = 0; turn < Names.Length; turn++)
        {
            // Before the first window nothing is published, after it everything is rolled back: the same to whoever asks.
            var side = repetition % 2 == 0 ? turn : Names.Length - 1 - turn;
            var load = OpenLoop.RunAsync(Load * most, run.Duration, run.Seed + turn, AskAsync);
            await (side == 0 ? load : Task.WhenAll(load, SwitchAsync()));
            both[side] = await load;
        }

        return ofSuccessor > 0 ? both : throw new InvalidOperationException("Nobody read the release that was published.");

        async Task AskAsync(int number, Random chance)
        {
            var answer = await asker.AskAsync(number, chance);
            if (answer.Answer.Outcome is DesilOutcome.NotFound or DesilOutcome.Unspecified)
            {
                throw new InvalidOperationException("Somebody of the register was not found.");
            }

            if (answer.Info.ReadAt.Release == release.Name)
            {
                Interlocked.Increment(ref ofSuccessor);
            }
        }

        async Task SwitchAsync()
        {
            await Task.Delay(run.Duration / 4, cancellation);
            await publication.Desk.ApproveAsync(proposal, cancellation);
            await Task.Delay(run.Duration / 4, cancellation);
            await publication.Desk.ApproveAsync(await publication.Desk.ProposeRollBackAsync(release, cancellation), cancellation);
        }
    }
}
