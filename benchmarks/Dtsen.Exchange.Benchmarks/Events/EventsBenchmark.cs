using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Matching;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Benchmarks.Events;

/// <summary>Events reported to a node until each is durable and in force, and the same rows written by nobody but the database.</summary>
internal sealed class EventsBenchmark : IBenchmark
{
    private static readonly string[] Sides = ["ReportEvents", "bare insert"];

    // Until then the compiler of .NET takes a third of the node's CPU; a node runs for weeks.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private static readonly Option<int> Count = new("--events")
    {
        Description = "Events reported in one repetition.",
        DefaultValueFactory = _ => 20_000,
    };

    public string Name => "events";

    public string Summary => "ReportEvents until every event is durable and in force, against a bare insert of the same rows into SQLite.";

    public IReadOnlyList<string> Examples => ["events", "events --people 100000 --events 5000 --folder /tmp/benchmark"];

    public IReadOnlyList<Option> Options { get; } = [Count];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var world = await BenchmarkWorld.PrepareAsync(run, cancellation);
        Registered[] people = [.. Registered.Of(BenchmarkNation.Of(run))];
        var count = run.Get(Count) / Reports.PageSize * Reports.PageSize;
        var side = world.NewSide(Name);
        var bareFile = Path.Combine(world.NewFolder("events-bare"), "bare.db");
        using var bare = new BareInsert(bareFile);
        await using var node = await ServerProcess.StartAsync(BenchmarkWorld.Node, side);
        var sync = Machine.MedianSync(run.Folder).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
        run.Say($"fsync median {sync} ms; {count} events a repetition, half about families and half about people, {Reports.PageSize} a page.");

        var made = new int[Sides.Length];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
        {
            await MeasureAsync(0);
            await MeasureAsync(1);
        }

        var measured = await run.InterleaveAsync(Sides.Length, MeasureAsync);
        var kept = BareInsert.DigestOf(Directory.GetFiles(side, "*.db").Single());
        if (kept != BareInsert.DigestOf(bareFile))
        {
            throw new InvalidOperationException("The sides do not keep the same rows.");
        }

        run.Say($"The same rows on both sides: {kept.Split(' ')[0]}.");
        run.Table(
            ["Side", "Events/s", "CPU, µs an event", "Allocated, bytes an event"],
            measured.Zip(Sides, (each, name) => new[]
            {
                name,
                Spread.Of(each.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(each.Select(measurement => measurement.CpuMicroseconds)).ToString("0.00"),
                Spread.Of(each.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));
        run.Ratio("events", measured[0], measured[1], measurement => measurement.PerSecond);

        async Task<Measurement> MeasureAsync(int which)
        {
            var events = Make(people, run.Seed, made[which]++, count);
            if (which == 0)
            {
                return await Measurement.OfAsync(node, () => Reports.SendAsync(world, node, events, cancellation));
            }

            var pages = events.Chunk(Reports.PageSize).Select(BareInsert.Read).ToList();
            var before = Counters.Own();
            var clock = Stopwatch.StartNew();
            pages.ForEach(bare.Write);
            return new Measurement(count, clock.Elapsed, Counters.Own() - before);
        }
    }

    private static LifeEvent[] Make(Registered[] people, int seed, int round, int count)
    {
        var chance = new Random((seed * 1_000) + round);
        var today = Wib.Today(TimeProvider.System);
        return
        [
            .. Enumerable.Range(0, count).Select(at =>
            {
                var person = people[chance.Next(people.Length)];
                var id = string.Create(CultureInfo.InvariantCulture, $"benchmark-{seed}-{round}-{at}");
                return at % 2 == 0 ? Reports.FamilyMoves(person, id, today) : Reports.Correction(person, id, today);
            }),
        ];
    }
}
