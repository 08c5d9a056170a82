using System.CommandLine;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Benchmarks.Bulk;

/// <summary>A thousand people in one call, of a node and of PostgreSQL behind a bare service.</summary>
internal sealed class BulkBenchmark : IBenchmark
{
    private const int Connections = 8;
    private const int Checked = 20;
    private const int WarmBulks = 4_000;
    private const string ConnectionFile = "postgresql";

    private static readonly string[] Sides = ["exchange", "PostgreSQL"];

    private static readonly Option<int> InFlight = new("--in-flight")
    {
        Description = "Calls in flight.",
        DefaultValueFactory = _ => 16,
    };

    private static readonly Option<int> Size = new("--size")
    {
        Description = "People in a call, at most 1,000.",
        DefaultValueFactory = _ => 1_000,
    };

    private static readonly Option<string?> Granted = new("--granted")
    {
        Description = "Variable that the agreement names, * for all, of whose answers hardly two are alike. Measures the exchange alone.",
    };

    public string Name => "bulk";

    public string Summary => "BulkGetDesil of 1,000 through the whole gate, against PostgreSQL = ANY behind a service without a gate.";

    public IReadOnlyList<string> Examples => ["bulk", "bulk --people 50000000 --folder /tmp/benchmark"];

    public IReadOnlyList<Option> Options { get; } = [InFlight, Size, Granted];

    public IReadOnlyList<ServerProgram> Servers { get; } =
    [
        new("bulk-postgresql", async (folder, cancellation) =>
        {
            var connection = await File.ReadAllTextAsync(Path.Combine(folder, ConnectionFile), cancellation);
            var service = await PostgreSqlDesil.ConnectAsync(connection, Connections, cancellation);
            return await BareServer.StartAsync(BenchmarkWorld.PkiFolderOf(folder), _ => service, cancellation);
        }),
    ];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        if (run.Get(Granted) is { } variable)
        {
            await MeasureGrantedAsync(run, world, variable);
            return;
        }

        await using var database = await PostgreSqlSide.StartAsync();
        await PostgreSqlTable.FillAsync(run, database, world.ReleaseFolder);
        var bare = world.NewFolder(Servers[0].Name);
        await File.WriteAllTextAsync(Path.Combine(bare, ConnectionFile), database.ConnectionString, cancellation);
        await using var node = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide(Name));
        await using var other = await ServerProcess.StartAsync(Servers[0], bare);
        var people = world.ReadPeople();
        await using var ours = Asker.OfNode(world, node, people, Connections);
        await using var theirs = Asker.OfBare(world, other, people, Connections);
        await CheckAsync(run, ours, theirs);

        ServerProcess[] servers = [node, other];
        Asker[] askers = [ours, theirs];
        Func<TimeSpan>?[] behind = [null, () => database.Cpu];
        var (inFlight, size) = (run.Get(InFlight), run.Get(Size));
        foreach (var asker in askers)
        {
            await ClosedLoop.WarmAsync(inFlight, WarmBulks, run.Seed, (lane, chance) => asker.AskManyAsync(lane, chance, size));
        }

        run.Say($"Measuring calls of {size}, {inFlight} in flight, over {Connections} connections.");
        var measured = await run.InterleaveAsync(Sides.Length, side => Measurement.OfAsync(
            servers[side],
            async () => size * await ClosedLoop.RunAsync(
                inFlight, run.Duration, run.Seed, (lane, chance) => askers[side].AskManyAsync(lane, chance, size)),
            behind[side]));
        Report(run, Sides, measured);
        run.Ratio("bulk", measured[1], measured[0], measurement => measurement.CpuMicroseconds);
        run.Ratio("bulk-wall", measured[0], measured[1], measurement => measurement.PerSecond);
    }

    private static async Task MeasureGrantedAsync(BenchmarkRun run, BenchmarkWorld world, string variable)
    {
        var before = world.Grant(variable);
        try
        {
            await using var node = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide("bulk"));
            await using var asker = Asker.OfNode(world, node, world.ReadPeople(), Connections);
            var (inFlight, size) = (run.Get(InFlight), run.Get(Size));
            await ClosedLoop.WarmAsync(inFlight, 2 * WarmBulks, run.Seed, (lane, chance) => asker.AskManyAsync(lane, chance, size));
            var measured = await run.InterleaveAsync(1, _ => Measurement.OfAsync(
                node,
                async () => size * await ClosedLoop.RunAsync(
                    inFlight, run.Duration, run.Seed, (lane, chance) => asker.AskManyAsync(lane, chance, size))));
            Report(run, [$"exchange, granted {variable}"], measured);
        }
        finally
        {
            world.Grant(before);
        }
    }

    private static void Report(BenchmarkRun run, IReadOnlyList<string> sides, IReadOnlyList<IReadOnlyList<Measurement>> measured) =>
        run.Table(
            ["Side", "NIKs/s", "CPU, µs a NIK", "Allocated, bytes a NIK"],
            measured.Zip(sides, (side, name) => new[]
            {
                name,
                Spread.Of(side.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(side.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(side.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));

    /// <summary>Both give the same answers, in the same order, also where a proof is wrong.</summary>
    private static async Task CheckAsync(BenchmarkRun run, Asker ours, Asker theirs)
    {
        var answers = 0;
        for (var i = 0; i < Checked; i++)
        {
            var request = ours.DrawMany(new Random(run.Seed + i), run.Get(Size));
            request.Queries[i % request.Queries.Count].ProofFamilyNumber = ours.Draw(new Random(i)).ProofFamilyNumber;
            var pair = await Task.WhenAll(ours.AskManyAsync(i, request), theirs.AskManyAsync(i, request));
            if (!pair[0].Items.Equals(pair[1].Items))
            {
                throw new InvalidOperationException("The sides do not answer alike.");
            }

            answers += pair[0].Items.Count(item => item.ResultCase == BulkDesilItem.ResultOneofCase.Answer);
        }

        run.Say($"{answers} answers compared: the same on both sides.");
    }
}
