using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Benchmarks.Register;

/// <summary>A person found by NIK in the People table, and in two databases that hold the same rows.</summary>
internal sealed class RegisterBenchmark : IBenchmark
{
    private const int Checked = 100_000;
    private const int Questions = 1 << 20;
    private const int Stretch = 1_000;
    private const ulong Sequences = 10_000;

    private static readonly (string Name, string Ratio, bool IsPresent, bool IsSorted)[] Loads =
    [
        ("present, random", "register", true, false),
        ("present, sorted", "register-sorted", true, true),
        ("absent, random", "register-absent", false, false),
        ("absent, sorted", "register-absent-sorted", false, true),
    ];

    public string Name => "register";

    public string Summary => "A person found by NIK in the People table, against RocksDB and SQLite with the same rows; in memory, one thread.";

    public IReadOnlyList<string> Examples => ["register", "register --people 50000000 --folder /tmp/benchmark"];

    public Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var folder = Path.Combine(run.Folder, $"register-{run.People}-{run.Seed}");
        using var table = OpenTable(run, folder);
        using var rocks = Timed(run, "RocksDB", () => RocksDbSide.Open(Path.Combine(folder, "rocksdb"), table.Table));
        using var sqlite = Timed(run, "SQLite", () => SqliteSide.Open(Path.Combine(folder, "people.sqlite"), table.Table));
        IRegisterSide[] sides = [table, rocks, sqlite];
        foreach (var side in sides)
        {
            run.Say(side.Describe());
        }

        Check(run, sides);
        return MeasureAsync(run, sides, table.Table);
    }

    private static async Task MeasureAsync(BenchmarkRun run, IRegisterSide[] sides, PeopleTable people)
    {
        var rows = new List<string[]>();
        foreach (var load in Loads)
        {
            var niks = Draw(people, run.Seed, Questions, load.IsPresent);
            if (load.IsSorted)
            {
                Array.Sort(niks);
            }

            // Every page that is asked for is in memory, and the code is compiled as well as it ever will be.
            foreach (var side in sides)
            {
                side.Look(niks);
                Measure(side, niks, run.Duration / 2);
            }

            var measured = await run.InterleaveAsync(sides.Length, side => Task.FromResult(Measure(sides[side], niks, run.Duration)));
            rows.AddRange(sides.Zip(measured, (side, each) => new[]
            {
                load.Name,
                side.Name,
                Spread.Of(each.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(each.Select(measurement => measurement.CpuMicroseconds)).ToString("0.000"),
                Spread.Of(each.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));
            run.Ratio(load.Ratio, measured[1], measured[0], measurement => measurement.CpuMicroseconds);
            run.Ratio(load.Ratio + "-sqlite", measured[2], measured[0], measurement => measurement.CpuMicroseconds);
        }

        run.Table(["NIKs", "Side", "Lookups/s", "CPU, µs a lookup", "Allocated, bytes a lookup"], rows);
    }

    private static Measurement Measure(IRegisterSide side, Nik[] niks, TimeSpan duration)
    {
        var before = Counters.Own();
        var clock = Stopwatch.StartNew();
        var lookups = 0L;
        for (var at = 0; clock.Elapsed < duration; at = (at + Stretch) % (niks.Length - Stretch))
        {
            side.Look(niks.AsSpan(at, Stretch));
            lookups += Stretch;
        }

        return new Measurement(lookups, clock.Elapsed, Counters.Own() - before);
    }

    private static void Check(BenchmarkRun run, IRegisterSide[] sides)
    {
        var people = ((PeopleTableSide)sides[0]).Table;
        var rows = new byte[sides.Length][];
        foreach (var isPresent in new[] { true, false })
        {
            var niks = Draw(people, run.Seed + 1, Checked, isPresent);
            foreach (var nik in niks)
            {
                for (var side = 0; side < sides.Length; side++)
                {
                    rows[side] = new byte[Facts.Length];
                    if (sides[side].TryCopy(nik, rows[side]) != isPresent || !rows[side].AsSpan().SequenceEqual(rows[0]))
                    {
                        throw new InvalidOperationException("The sides do not answer alike.");
                    }
                }
            }

            if (sides.Select(side => side.Look(niks)).Distinct().Count() != 1)
            {
                throw new InvalidOperationException("The sides do not read alike.");
            }
        }

        run.Say($"{Checked} people who are there and {Checked} who are not compared: the same rows on all sides.");
    }

    /// <summary>Numbers of people by chance, or numbers that nobody has on days on which those people were born.</summary>
    private static Nik[] Draw(PeopleTable people, int seed, int count, bool present)
    {
        var chance = new Random(seed);
        var niks = new Nik[count];
        for (var i = 0; i < count; i++)
        {
            var number = BinaryPrimitives.ReadUInt64LittleEndian(people.Rows.Row(chance.NextInt64(people.Count)));
            if (!present)
            {
                number = (number / Sequences * Sequences) + (ulong)chance.Next(5_000, (int)Sequences);
            }

            Nik.TryFrom(number, out niks[i]);
        }

        return niks;
    }

    private static PeopleTableSide OpenTable(BenchmarkRun run, string folder)
    {
        if (!Directory.Exists(folder))
        {
            var wilayah = WilayahTable.Load(Path.Combine(Repository.Root, "config", "wilayah"));
            var made = folder + ".new";
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }

            Directory.CreateDirectory(made);
            Timed(run, "People table", () =>
            {
                PeopleMaker.Write(made, run.People, run.Seed, wilayah);
                return made;
            });
            Directory.Move(made, folder);
        }

        return new PeopleTableSide(folder);
    }

    private static T Timed<T>(BenchmarkRun run, string what, Func<T> prepare)
    {
        var clock = Stopwatch.StartNew();
        var prepared = prepare();
        run.Say(string.Create(CultureInfo.InvariantCulture, $"{what} ready after {clock.Elapsed.TotalSeconds:0.0} s."));
        return prepared;
    }
}
