using System.CommandLine;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Benchmarks.Lookup;

/// <summary>A lookup through the whole gate, and a call that does nothing.</summary>
internal sealed class LookupBenchmark : IBenchmark
{
    private const int Connections = 8;
    private const int WarmCalls = 40_000;

    private static readonly string[] Sides = ["GetDesil", "echo"];

    private static readonly Option<int[]> InFlight = new("--in-flight")
    {
        Description = "Calls in flight; the ratio lookup is of the last.",
        DefaultValueFactory = _ => [64, 512],
        AllowMultipleArgumentsPerToken = true,
    };

    public string Name => "lookup";

    public string Summary => "GetDesil through the whole gate, record included, against an empty echo without a gate over the same mutual TLS.";

    public IReadOnlyList<string> Examples => ["lookup", "lookup --people 100000 --repetitions 3 --folder /tmp/benchmark"];

    public IReadOnlyList<Option> Options { get; } = [InFlight];

    public IReadOnlyList<ServerProgram> Servers { get; } =
    [
        new("lookup-echo", (folder, cancellation) => BareServer.StartAsync(folder, _ => new EchoAnswers(), cancellation)),
    ];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        var people = world.ReadPeople();
        await MeasureCallsAsync(run, world, people);
        await new SwitchLatency(run, world, people).MeasureAsync(cancellation);
    }

    private async Task MeasureCallsAsync(BenchmarkRun run, BenchmarkWorld world, ReadOnlyMemory<PersonNumbers> people)
    {
        await using var node = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide(Name));
        await using var echo = await ServerProcess.StartAsync(Servers[0], world.Pki.Root);
        await using var asker = Asker.OfNode(world, node, people, Connections);
        var sizes = await SizesAsync(asker, run);
        using var caller = new EchoCaller(echo, world.ConnectionTo(node), Connections, sizes);
        var same = sizes == (caller.RequestLength, (await caller.CallAsync(0)).CalculateSize());
        run.Say($"Requests of {sizes.Request} bytes, answers of {sizes.Answer}" + (same
            ? ", on both sides."
            : $"; on the side of the echo {caller.RequestLength} and {(await caller.CallAsync(0)).CalculateSize()}."));

        ServerProcess[] servers = [node, echo];
        Func<int, Random, Task>[] calls = [asker.AskAsync, (lane, _) => caller.CallAsync(lane)];
        var rows = new List<string[]>();
        IReadOnlyList<IReadOnlyList<Measurement>> both = [];
        var loads = run.Get(InFlight);
        foreach (var inFlight in loads)
        {
            foreach (var call in calls)
            {
                await ClosedLoop.WarmAsync(inFlight, WarmCalls, run.Seed, call);
            }

            run.Say($"Measuring, {inFlight} in flight.");
            both = await run.InterleaveAsync(servers.Length, side => Measurement.OfAsync(
                servers[side], () => ClosedLoop.RunAsync(inFlight, run.Duration, run.Seed, calls[side])));
            AddRows(rows, inFlight, both);
            if (inFlight != loads[^1])
            {
                run.Ratio($"lookup-{inFlight}", both[1], both[0], measurement => measurement.CpuMicroseconds);
            }
        }

        run.Table(["Load", "Side", "Calls/s", "Server CPU, µs a call", "Allocated, bytes a call"], rows);
        run.Ratio("lookup", both[1], both[0], measurement => measurement.CpuMicroseconds);
        run.Ratio("lookup-allocated", both[0], both[1], measurement => measurement.AllocatedBytes);
    }

    private static async Task<(int Request, int Answer)> SizesAsync(Asker asker, BenchmarkRun run)
    {
        var chance = new Random(run.Seed);
        var request = new GetDesilRequest { Query = asker.Draw(chance) };
        return (request.CalculateSize(), (await asker.AskAsync(0, chance)).CalculateSize());
    }

    private static void AddRows(List<string[]> rows, int inFlight, IReadOnlyList<IReadOnlyList<Measurement>> both)
    {
        foreach (var (name, measured) in Sides.Zip(both))
        {
            rows.Add(
            [
                $"{inFlight} in flight",
                name,
                Spread.Of(measured.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(measured.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(measured.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            ]);
        }
    }
}
