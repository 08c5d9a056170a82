using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.World;

namespace Dtsen.Exchange.Benchmarks.Record;

/// <summary>What the last steps of the gate cost: a node as it is served, and the same node without them.</summary>
internal sealed class RecordBenchmark : IBenchmark
{
    private const int Connections = 8;
    private const int BulkSize = 1_000;
    private const int BulksInFlight = 16;
    private const int Checked = 500;
    private const int Turns = 3;

    /// <summary>Three segments are sealed meanwhile, so that this is compiled too.</summary>
    private const int WarmCalls = 800_000;

    private const int WarmCallsOfLoad = 50_000;
    private const int WarmBulks = 25_000;

    private static readonly Option<int[]> InFlight = new("--in-flight")
    {
        Description = "Calls in flight; the ratios record and record-throughput are of the last.",
        DefaultValueFactory = _ => [16, 64, 512],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> BulksAlone = new("--bulks-alone") { Description = "Measures bulks and no single calls." };

    public string Name => "record";

    public string Summary => "A node with durable record, quota and budget of misses, against the same node without these steps.";

    public IReadOnlyList<string> Examples =>
        ["record", "record --people 100000 --repetitions 3 --folder /tmp/benchmark", "record --bulks-alone"];

    public IReadOnlyList<Option> Options { get; } = [InFlight, BulksAlone];

    public IReadOnlyList<ServerProgram> Servers { get; } =
    [
        new("record-with", (folder, cancellation) => BenchmarkWorld.StartNodeAsync(folder, null, cancellation)),
        new("record-without", (folder, cancellation) => BenchmarkWorld.StartNodeAsync(folder, UnrecordedGate.Replace, cancellation)),
    ];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        var people = world.ReadPeople();
        var sync = Machine.MedianSync(run.Folder).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
        run.Say($"fsync median {sync} ms; {people.Length} people, all found, with the nomor KK as proof; {Connections} connections.");
        var rows = new List<string[]>();
        if (!run.Get(BulksAlone))
        {
            await MeasureCallsAsync(run, world, people, rows);
        }

        await MeasureBulksAsync(run, world, people, rows);
        run.Table(["Load", "Side", "Items/s", "Server CPU, µs an item", "Allocated, bytes an item", "Kept, bytes an item"], rows);
    }

    private async Task MeasureCallsAsync(
        BenchmarkRun run, BenchmarkWorld world, ReadOnlyMemory<PersonNumbers> people, List<string[]> rows)
    {
        await using var sides = await RecordSides.StartAsync(Servers, world, people, Connections);
        var asked = await CheckAsync(run, sides);
        var measured = new List<IReadOnlyList<IReadOnlyList<Measurement>>>();
        var loads = run.Get(InFlight);
        await WarmAsync(loads[^1], WarmCalls);
        foreach (var inFlight in loads)
        {
            await WarmAsync(inFlight, WarmCallsOfLoad);
            run.Say($"Measuring GetDesil, {inFlight} in flight.");
            measured.Add(await MeasureInTurnsAsync(run, sides.Servers, LoadAsync));
            asked += measured[^1][RecordSides.With].Sum(measurement => measurement.Items);

            Task<long> LoadAsync(int side, TimeSpan duration) => ClosedLoop.RunAsync(
                inFlight, duration, run.Seed, (lane, chance) => sides.Askers[side].AskAsync(lane, chance));
        }

        var kept = await sides.StopAndMeasureAsync(asked);
        foreach (var (inFlight, both) in loads.Zip(measured))
        {
            AddRows(rows, $"GetDesil, {inFlight} in flight", both, kept);
        }

        var most = measured[^1];
        run.Ratio("record", most[0], most[1], measurement => measurement.CpuMicroseconds);
        run.Ratio("record-throughput", most[0], most[1], measurement => measurement.PerSecond);
        foreach (var (inFlight, both) in loads.Zip(measured).SkipLast(1))
        {
            run.Ratio($"record-cpu-{inFlight}", both[0], both[1], measurement => measurement.CpuMicroseconds);
        }

        run.Ratio("record-bytes-call", [kept]);

        async Task WarmAsync(int inFlight, int calls)
        {
            for (var side = 0; side < sides.Servers.Count; side++)
            {
                var warmed = await ClosedLoop.WarmAsync(
                    inFlight, calls, run.Seed, (lane, chance) => sides.Askers[side].AskAsync(lane, chance));
                asked += side == RecordSides.With ? warmed : 0;
            }
        }
    }

    private async Task MeasureBulksAsync(
        BenchmarkRun run, BenchmarkWorld world, ReadOnlyMemory<PersonNumbers> people, List<string[]> rows)
    {
        await using var sides = await RecordSides.StartAsync(Servers, world, people, Connections);
        var asked = 0L;
        for (var side = 0; side < sides.Servers.Count; side++)
        {
            var warmed = BulkSize * await ClosedLoop.WarmAsync(
                BulksInFlight, WarmBulks, run.Seed, (lane, chance) => sides.Askers[side].AskManyAsync(lane, chance, BulkSize));
            asked += side == RecordSides.With ? warmed : 0;
        }

        run.Say($"Measuring BulkGetDesil of {BulkSize}, {BulksInFlight} in flight.");
        var both = await MeasureInTurnsAsync(run, sides.Servers, LoadAsync);
        var kept = await sides.StopAndMeasureAsync(asked + both[RecordSides.With].Sum(measurement => measurement.Items));
        AddRows(rows, $"BulkGetDesil of {BulkSize}, {BulksInFlight} in flight, an item is a person", both, kept);
        run.Ratio("record-bulk", both[0], both[1], measurement => measurement.PerSecond);
        run.Ratio("record-bulk-cpu", both[0], both[1], measurement => measurement.CpuMicroseconds);
        run.Ratio("record-bytes-subject", [kept]);

        async Task<long> LoadAsync(int side, TimeSpan duration) => BulkSize * await ClosedLoop.RunAsync(
            BulksInFlight, duration, run.Seed, (lane, chance) => sides.Askers[side].AskManyAsync(lane, chance, BulkSize));
    }

    /// <summary>
    /// Measures both sides in turns of a second or so, some a repetition, so that a machine that is slower for a while is so for both. Of
    /// the CPU of a server all counts, also what it does in the other's turns: segments are sealed when calls have long been answered.
    /// </summary>
    private static async Task<IReadOnlyList<IReadOnlyList<Measurement>>> MeasureInTurnsAsync(
        BenchmarkRun run, IReadOnlyList<ServerProcess> servers, Func<int, TimeSpan, Task<long>> loadAsync)
    {
        var measured = servers.Select(_ => new List<Measurement>()).ToArray();
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            var before = await Task.WhenAll(servers.Select(server => server.ReadCountersAsync()));
            var items = new long[servers.Count];
            var clocks = servers.Select(_ => new Stopwatch()).ToArray();
            for (var turn = 0; turn < servers.Count * Turns; turn++)
            {
                // One, other, other, one.
                var side = (turn + 1) / servers.Count % servers.Count;
                clocks[side].Start();
                items[side] += await loadAsync(side, run.Duration / Turns);
                clocks[side].Stop();
            }

            foreach (var (side, server) in servers.Index())
            {
                measured[side].Add(new Measurement(items[side], clocks[side].Elapsed, await server.ReadCountersAsync() - before[side]));
            }
        }

        return measured;
    }

    /// <summary>Both sides answer alike, but for receipt and quota.</summary>
    /// <returns>Calls made to each side.</returns>
    private static async Task<long> CheckAsync(BenchmarkRun run, RecordSides sides)
    {
        for (var i = 0; i < Checked; i++)
        {
            var answers = await Task.WhenAll(sides.Askers.Select(asker => asker.AskAsync(i, new Random(run.Seed + i))));
            var isRecorded = answers[RecordSides.With].Info is { Receipt: not null, Quota: not null };
            foreach (var answer in answers)
            {
                answer.Info.Receipt = null;
                answer.Info.Quota = null;
            }

            if (!isRecorded || !answers[0].Equals(answers[1]))
            {
                throw new InvalidOperationException("The sides do not answer alike.");
            }
        }

        run.Say($"{Checked} answers compared: the same on both sides but for receipt and quota.");
        return Checked;
    }

    private static void AddRows(List<string[]> rows, string load, IReadOnlyList<IReadOnlyList<Measurement>> sides, double kept)
    {
        foreach (var (side, measured) in sides.Index())
        {
            rows.Add(
            [
                load,
                side == RecordSides.With ? "with" : "without",
                Spread.Of(measured.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(measured.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(measured.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
                side == RecordSides.With ? kept.ToString("0.0", CultureInfo.InvariantCulture) : "-",
            ]);
        }
    }
}
