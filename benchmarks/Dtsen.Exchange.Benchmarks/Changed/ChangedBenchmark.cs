using System.Globalization;
using Dtsen.Exchange.Benchmarks.Events;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.Matching;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Benchmarks.Changed;

/// <summary>Lookups of a node to which much was reported since the release, and of one to which nothing was.</summary>
internal sealed class ChangedBenchmark : IBenchmark
{
    private const int Connections = 8;
    private const int Size = 1_000;
    private const int Checked = 20;
    private const int BulksInFlight = 16;
    private const int CallsInFlight = 64;
    private const int WarmCalls = 100_000;
    private const int WarmBulks = 1_500;

    private static readonly string[] Sides = ["one in five changed", "none changed"];

    public string Name => "changed";

    public string Summary => "GetDesil, BulkGetDesil and BulkMatch with one person in five changed since the release, against none.";

    public IReadOnlyList<string> Examples => ["changed", "changed --people 100000 --repetitions 3 --folder /tmp/benchmark"];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        Registered[] people = [.. Registered.Of(BenchmarkNation.Of(run))];
        await using var changed = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide("changed"));
        await using var none = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide("changed-none"));
        var reported = await Reports.SendAsync(world, changed, Changes(people, out var share), cancellation);
        run.Say(string.Create(CultureInfo.InvariantCulture, $"{reported} events reported, which say something of {share:0.0 %} of the people."));

        ServerProcess[] nodes = [changed, none];
        var records = new RecordMix(people);
        var numbers = world.ReadPeople();
        var askers = nodes.Select(node => Asker.OfNode(world, node, numbers, Connections)).ToArray();
        var matchers = nodes.Select(node => new Matcher(
            records, Lines<MatchingService.MatchingServiceClient>.ToNode(world, node, Connections, services => services.Matching))).ToArray();
        await CheckAsync(run, askers, matchers, records);

        var rows = new List<string[]>();
        await MeasureAsync("changed", "GetDesil", 1, CallsInFlight, WarmCalls, (side, lane, chance) => askers[side].AskAsync(lane, chance));
        await MeasureAsync(
            "changed-bulk", "BulkGetDesil", Size, BulksInFlight, WarmBulks, (side, lane, chance) => askers[side].AskManyAsync(lane, chance, Size));
        await MeasureAsync(
            "changed-match", "BulkMatch", Size, BulksInFlight, WarmBulks, (side, lane, chance) => matchers[side].MatchAsync(lane, chance, Size));
        run.Table(["Load", "Side", "Items/s", "Server CPU, µs an item"], rows);
        foreach (var open in askers.Cast<IAsyncDisposable>().Concat(matchers))
        {
            await open.DisposeAsync();
        }

        async Task MeasureAsync(string ratio, string load, int size, int inFlight, int warm, Func<int, int, Random, Task> call)
        {
            for (var side = 0; side < nodes.Length; side++)
            {
                await ClosedLoop.WarmAsync(inFlight, warm, run.Seed, (lane, chance) => call(side, lane, chance));
            }

            var measured = await run.InterleaveAsync(nodes.Length, side => Measurement.OfAsync(nodes[side], async () =>
                size * await ClosedLoop.RunAsync(inFlight, run.Duration, run.Seed, (lane, chance) => call(side, lane, chance))));
            rows.AddRange(measured.Zip(Sides, (side, name) => new[]
            {
                load,
                name,
                Spread.Of(side.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(side.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
            }));
            run.Ratio(ratio, measured[1], measured[0], measurement => measurement.CpuMicroseconds);
        }
    }

    /// <summary>Of one family in ten that it moved, and of one in nine of the others a correction.</summary>
    private static List<LifeEvent> Changes(Registered[] people, out double share)
    {
        var today = Wib.Today(TimeProvider.System);
        var events = new List<LifeEvent>();
        var (family, families, touched) = ("", 0, 0);
        for (var at = 0; at < people.Length; at++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"changed-{at}");
            var isFirst = people[at].Family != family;
            family = people[at].Family;
            families += isFirst ? 1 : 0;
            var moved = families % 10 == 0;
            var corrected = !moved && at % 9 == 0;
            touched += moved || corrected ? 1 : 0;
            if (moved && isFirst)
            {
                events.Add(Reports.FamilyMoves(people[at], id, today));
            }
            else if (corrected)
            {
                events.Add(Reports.Correction(people[at], id, today));
            }
        }

        share = (double)touched / people.Length;
        return events;
    }

    /// <summary>What was reported leaves every answer as it was, but for the seq that it was read at, receipt and quota.</summary>
    private static async Task CheckAsync(BenchmarkRun run, Asker[] askers, Matcher[] matchers, RecordMix records)
    {
        for (var i = 0; i < Checked; i++)
        {
            var request = askers[0].DrawMany(new Random(run.Seed + i), Size);
            var (match, _) = records.Take(i * 7_919, Size);
            BulkGetDesilResponse[] desil = await Task.WhenAll(askers.Select(asker => asker.AskManyAsync(i, request)));
            BulkMatchResponse[] matched = await Task.WhenAll(matchers.Select(matcher => matcher.MatchAsync(i, match)));
            if (!desil[0].Items.Equals(desil[1].Items) || !matched[0].Items.Equals(matched[1].Items))
            {
                throw new InvalidOperationException("The sides do not answer alike.");
            }
        }

        run.Say($"{Checked * Size} answers of each kind compared: the same on both sides.");
    }
}
