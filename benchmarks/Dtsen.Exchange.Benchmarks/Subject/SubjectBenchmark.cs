using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;

namespace Dtsen.Exchange.Benchmarks.Subject;

/// <summary>Who asked for a person: a search of the access log, and an index scan of the same in PostgreSQL.</summary>
internal sealed class SubjectBenchmark : IBenchmark
{
    private const int Checked = 1_000;

    private static readonly Option<int> Subjects = new("--subjects")
    {
        Description = "Kept subjects: numbers that were asked for, each in an entry.",
        DefaultValueFactory = _ => 100_000_000,
    };

    public string Name => "subject";

    public string Summary => "Rekam jejak of one person, found in the access log, against an index scan of the same in PostgreSQL.";

    public IReadOnlyList<string> Examples => ["subject", "subject --subjects 2000000 --repetitions 3"];

    public IReadOnlyList<Option> Options { get; } = [Subjects];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        using var accesses = new Accesses(run.Get(Subjects), run.Seed);
        var folder = Path.Combine(run.Folder, $"subjects-{accesses.Count}-{run.Seed}");
        run.Say($"{accesses.Count} subjects in entries of {Accesses.PerEntry}, of {accesses.People} people; one thread.");
        await using var log = await LogSide.OpenAsync(run, folder, accesses);
        await using var table = await TableSide.StartAsync(run, accesses);
        run.Say(log.Describe());
        run.Say(await table.DescribeAsync());
        await CheckAsync(run, log, table, accesses);
        await WarmAsync(run, log, table, accesses);

        var seed = run.Seed;
        var measured = await run.InterleaveAsync(2, async side =>
        {
            var chance = new Random(++seed);
            return side == 0 ? log.Measure(accesses, chance, run.Duration) : await table.MeasureAsync(accesses, chance, run.Duration);
        });
        run.Table(
            ["Side", "Lookups/s", "CPU, µs a lookup", "Allocated, bytes a lookup"],
            measured.Zip(["access log", "PostgreSQL"], (side, name) => new[]
            {
                name,
                Spread.Of(side.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(side.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                name == "PostgreSQL" ? "-" : Spread.Of(side.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));
        run.Ratio("subject", measured[1], measured[0], measurement => measurement.CpuMicroseconds);
        run.Ratio("subject-wall", measured[0], measured[1], measurement => measurement.PerSecond);
    }

    private static async Task CheckAsync(BenchmarkRun run, LogSide log, TableSide table, Accesses accesses)
    {
        var chance = new Random(run.Seed);
        var found = 0L;
        for (var i = 0; i < Checked; i++)
        {
            // One in ten was never asked for.
            var subject = i % 10 == 0 ? accesses.Stranger(chance) : accesses.Draw(chance);
            var entries = log.Find(subject);
            found += entries.Count;
            if (!entries.SequenceEqual(await table.FindAsync(subject)))
            {
                throw new InvalidOperationException("The sides do not answer alike.");
            }
        }

        var average = ((double)found / Checked).ToString("0.0", CultureInfo.InvariantCulture);
        run.Say($"{Checked} answers compared: the same on both sides, {average} entries each on average.");
    }

    /// <summary>Both sides have the memory that they need, and every page in it.</summary>
    private static async Task WarmAsync(BenchmarkRun run, LogSide log, TableSide table, Accesses accesses)
    {
        await table.WarmAsync();
        log.Warm();
        var chance = new Random(run.Seed);
        log.Measure(accesses, chance, run.Duration);
        await table.MeasureAsync(accesses, chance, run.Duration);
    }
}
