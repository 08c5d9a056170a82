using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Load;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>A thousand records matched in one call, by a node and by PostgreSQL behind a bare service; and looked up by the node.</summary>
internal sealed class MatchBenchmark : IBenchmark
{
    private const int Connections = 8;
    private const int Size = 1_000;
    private const int Checked = 20;
    private const int MostPeople = 3_000_000;
    private const string ConnectionFile = "postgresql";

    private const string Ours = "exchange, BulkMatch";
    private const string Theirs = "PostgreSQL, the same";

    private static readonly Option<int> InFlight = new("--in-flight")
    {
        Description = "Calls in flight.",
        DefaultValueFactory = _ => 16,
    };

    private static readonly Option<bool> Alone = new("--alone")
    {
        Description = "Measures the exchange without PostgreSQL, which takes long to fill.",
    };

    public string Name => "match";

    public string Summary => "BulkMatch of 1,000 through the whole gate, against a join with fuzzystrmatch and pg_trgm, and BulkGetDesil.";

    public IReadOnlyList<string> Examples => ["match", "match --alone --people 5000000 --folder /tmp/benchmark"];

    public IReadOnlyList<Option> Options { get; } = [InFlight, Alone];

    public IReadOnlyList<ServerProgram> Servers { get; } =
    [
        new("match-postgresql", async (folder, cancellation) =>
        {
            var connection = await File.ReadAllTextAsync(Path.Combine(folder, ConnectionFile), cancellation);
            var service = await PostgreSqlMatching.ConnectAsync(connection, Connections, cancellation);
            return await BareServer.StartAsync(BenchmarkWorld.PkiFolderOf(folder), _ => service, cancellation);
        }),
    ];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        // Of a larger nation every so many: rows and index are read all over, and who draws has room for the records.
        var step = (run.People + MostPeople - 1) / MostPeople;
        Registered[] people = [.. Registered.Of(BenchmarkNation.Of(run)).Where((_, at) => at % step == 0)];
        await using var node = await ServerProcess.StartAsync(BenchmarkWorld.Node, world.NewSide(Name));
        var records = new RecordMix(people);
        await using var ours = new Matcher(
            records, Lines<MatchingService.MatchingServiceClient>.ToNode(world, node, Connections, services => services.Matching));
        await using var lookup = Asker.OfNode(world, node, world.ReadPeople(), Connections);
        Side[] sides =
        [
            new(Ours, node, (lane, chance) => ours.MatchAsync(lane, chance, Size)),
            new("exchange, BulkGetDesil", node, (lane, chance) => lookup.AskManyAsync(lane, chance, Size)),
            new("exchange, BulkMatch without a NIK", node, (lane, chance) => ours.MatchWithoutNikAsync(lane, chance, Size)) { Warm = 500 },
        ];
        if (run.Get(Alone))
        {
            await MeasureAsync(run, sides);
            return;
        }

        await using var database = await PostgreSqlSide.StartAsync();
        await PostgreSqlResidents.FillAsync(database, world.ReleaseFolder);
        var bare = world.NewFolder(Servers[0].Name);
        await File.WriteAllTextAsync(Path.Combine(bare, ConnectionFile), database.ConnectionString, cancellation);
        await using var other = await ServerProcess.StartAsync(Servers[0], bare);
        await using var theirs = new Matcher(
            records, Lines<MatchingService.MatchingServiceClient>.ToBare(world, other, Connections, channel => new(channel)));
        await CheckAsync(run, records, ours, theirs);
        Side postgreSql = new(Theirs, other, (lane, chance) => theirs.MatchAsync(lane, chance, Size), () => database.Cpu) { Warm = 2_000 };
        run.Say($"PostgreSQL {database.Connection.PostgreSqlVersion}: table {await database.SizeAsync("residents")}, "
            + $"index {await database.SizeAsync("residents_key")}.");
        var measured = await MeasureAsync(run, [.. sides, postgreSql]);
        run.Ratio("match", measured[3], measured[0], measurement => measurement.CpuMicroseconds);
        run.Ratio("match-wall", measured[0], measured[3], measurement => measurement.PerSecond);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<Measurement>>> MeasureAsync(BenchmarkRun run, IReadOnlyList<Side> sides)
    {
        var inFlight = run.Get(InFlight);
        foreach (var side in sides)
        {
            await ClosedLoop.WarmAsync(inFlight, side.Warm, run.Seed, side.Call);
        }

        run.Say($"Measuring calls of {Size}, {inFlight} in flight, over {Connections} connections.");
        var measured = await run.InterleaveAsync(sides.Count, side => Measurement.OfAsync(
            sides[side].Server,
            async () => Size * await ClosedLoop.RunAsync(inFlight, run.Duration, run.Seed, sides[side].Call),
            sides[side].Behind));
        run.Table(
            ["Side", "Records/s", "CPU, µs a record", "Allocated, bytes a record"],
            measured.Zip(sides, (measurements, side) => new[]
            {
                side.Name,
                Spread.Of(measurements.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(measurements.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(measurements.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));
        run.Ratio("match-bulk", measured[0], measured[1], measurement => measurement.PerSecond);
        run.Ratio("match-bulk-cpu", measured[1], measured[0], measurement => measurement.CpuMicroseconds);
        return measured;
    }

    /// <summary>Both judge records alike that are right, or whose NIK is nobody's. A name with a slip is judged as each can.</summary>
    private static async Task CheckAsync(BenchmarkRun run, RecordMix records, Matcher ours, Matcher theirs)
    {
        var outcomes = new Dictionary<(RecordMix.Kind Kind, int Side, MatchOutcome Outcome), int>();
        for (var i = 0; i < Checked; i++)
        {
            var (request, kinds) = records.Take(i * 7_919, Size);
            var pair = await Task.WhenAll(ours.MatchAsync(i, request), theirs.MatchAsync(i, request));
            for (var row = 0; row < kinds.Count; row++)
            {
                var (one, other) = (pair[0].Items[row].Answer, pair[1].Items[row].Answer);
                if (kinds[row] != RecordMix.Kind.Misspelt && !AreAlike(one, other))
                {
                    throw new InvalidOperationException("The sides do not answer alike.");
                }

                foreach (var (side, answer) in new[] { one, other }.Index())
                {
                    var key = (kinds[row], side, answer.Outcome);
                    outcomes[key] = outcomes.GetValueOrDefault(key) + 1;
                }
            }
        }

        foreach (var (key, count) in outcomes.OrderBy(each => each.Key))
        {
            run.Say(string.Create(CultureInfo.InvariantCulture, $"{key.Kind}, {(key.Side == 0 ? Ours : Theirs)}: {count} {key.Outcome}"));
        }
    }

    private static bool AreAlike(MatchAnswer one, MatchAnswer other) =>
        one.Outcome == other.Outcome && one.DukcapilCode == other.DukcapilCode && one.NextStep == other.NextStep
        && one.Candidates?.Count == other.Candidates?.Count
        && (one.Fields?.Name, one.Fields?.NameScore, one.Fields?.BirthDate, one.Fields?.Sex)
            == (other.Fields?.Name, other.Fields?.NameScore, other.Fields?.BirthDate, other.Fields?.Sex);

    /// <summary>What is measured.</summary>
    /// <param name="Name">Its name in the report.</param>
    /// <param name="Server">Whose CPU counts.</param>
    /// <param name="Call">Makes a call.</param>
    /// <param name="Behind">CPU of what the server has behind it.</param>
    private sealed record Side(string Name, ServerProcess Server, Func<int, Random, Task> Call, Func<TimeSpan>? Behind = null)
    {
        /// <summary>Calls until the server is warm.</summary>
        public int Warm { get; init; } = 8_000;
    }
}
