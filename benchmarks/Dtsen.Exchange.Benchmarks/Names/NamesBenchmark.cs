using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Quality;
using Dtsen.Exchange.Domain.Names;
using F23.StringSimilarity;

namespace Dtsen.Exchange.Benchmarks.Names;

/// <summary>How long it takes to compare two names, on one thread.</summary>
internal sealed class NamesBenchmark : IBenchmark
{
    // Between two looks at the clock.
    private const int Stretch = 500;

    // Until the compiler of .NET has seen what the pairs are like, and compiled for them.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);

    private static readonly string[] Sides = ["exchange", "Jaro-Winkler"];

    private static readonly Option<int> Pairs = new("--pairs")
    {
        Description = "Labelled records, of which the names are taken.",
        DefaultValueFactory = _ => 100_000,
    };

    public string Name => "names";

    public string Summary => "The whole comparison of two names, against Jaro-Winkler of F23.StringSimilarity on names in upper case.";

    public IReadOnlyList<string> Examples => ["names", "names --pairs 20000 --seconds 1"];

    public IReadOnlyList<Option> Options { get; } = [Pairs];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var all = Read(new LabelledSet(run.Get(Pairs), run.Seed));
        (string Title, string Ratio, NameCase[] Pairs)[] loads =
        [
            ("as they come", "names", all),
            ("equal but for case", "names-equal", [.. all.Where(pair => pair.Same && pair.IsEqual)]),
            ("one person's, written otherwise", "names-changed", [.. all.Where(pair => pair.Same && !pair.IsEqual)]),
            ("two people's", "names-other", [.. all.Where(pair => !pair.Same)]),
        ];
        var jaroWinkler = new JaroWinkler();
        Check(run, all, jaroWinkler);
        var rows = new List<string[]>();
        foreach (var load in loads)
        {
            // Each text is made anew, and those of a side one after the other: they lie in memory in the order in which they are compared.
            var (utf8, texts) = (Array.ConvertAll(load.Pairs, pair => pair.ToUtf8()), Array.ConvertAll(load.Pairs, pair => pair.ToTexts()));
            Action<int>[] sides =
            [
                at => NameComparison.Compare(utf8[at].Given, utf8[at].Registered),
                at => jaroWinkler.Similarity(texts[at].Given, texts[at].Registered),
            ];
            foreach (var side in sides)
            {
                Measure(side, load.Pairs.Length, Warm);
            }

            var measured = await run.InterleaveAsync(
                sides.Length, side => Task.FromResult(Measure(sides[side], load.Pairs.Length, run.Duration)));
            rows.AddRange(Sides.Zip(measured, (side, each) => new[]
            {
                $"{load.Title} ({(double)load.Pairs.Length / all.Length:0 %})",
                side,
                Spread.Of(each.Select(measurement => measurement.PerSecond)).ToString("0"),
                Spread.Of(each.Select(measurement => measurement.CpuMicroseconds * 1_000)).ToString("0"),
                Spread.Of(each.Select(measurement => measurement.AllocatedBytes)).ToString("0"),
            }));
            // By CPU, which on one thread is the same, whatever else runs.
            run.Ratio(load.Ratio, measured[1], measured[0], measurement => measurement.CpuMicroseconds);
        }

        run.Table(["Pairs", "Side", "Pairs/s", "CPU, ns a pair", "Allocated, bytes a pair"], rows);
    }

    /// <summary>The name of each record beside that of whoever has the NIK, where somebody has.</summary>
    private static NameCase[] Read(LabelledSet set)
    {
        var names = set.Residents.All.ToDictionary(resident => resident.Number, resident => resident.Name.ToUpperInvariant());
        return
        [
            .. set.Records.Where(record => names.ContainsKey(record.Number)).Select(record => new NameCase(
                record.Name, record.Name.ToUpperInvariant(), names[record.Number], record.Truth == Truth.Same)),
        ];
    }

    /// <summary>What they answer differs, as it should; that equal names are equal is what they agree on.</summary>
    private static void Check(BenchmarkRun run, NameCase[] pairs, JaroWinkler jaroWinkler)
    {
        var equal = pairs.Where(pair => pair.IsEqual).ToList();
        if (equal.Any(pair => pair.ToUtf8() is var (given, registered) && NameComparison.Compare(given, registered).Score != 100
            || jaroWinkler.Similarity(pair.GivenUpper, pair.Registered) < 1))
        {
            throw new InvalidOperationException("The sides do not answer alike.");
        }

        run.Say($"{pairs.Length} pairs of names; {equal.Count} are equal, and both sides find them so.");
    }

    private static Measurement Measure(Action<int> compare, int pairs, TimeSpan duration)
    {
        var before = Counters.Own();
        var clock = Stopwatch.StartNew();
        var compared = 0L;
        for (var from = 0; clock.Elapsed < duration; from = (from + Stretch) % Math.Max(1, pairs - Stretch))
        {
            var upTo = Math.Min(from + Stretch, pairs);
            for (var at = from; at < upTo; at++)
            {
                compare(at);
            }

            compared += upTo - from;
        }

        return new Measurement(compared, clock.Elapsed, Counters.Own() - before);
    }

    /// <summary>Two names.</summary>
    /// <param name="Given">As a record has it.</param>
    /// <param name="GivenUpper">The same in upper case.</param>
    /// <param name="Registered">As the register has it, in upper case.</param>
    /// <param name="Same">Whether they are one person's.</param>
    private sealed record NameCase(string Given, string GivenUpper, string Registered, bool Same)
    {
        public bool IsEqual { get; } = GivenUpper == Registered;

        /// <summary>As the exchange has them: the record's as it came, the register's as the row has it.</summary>
        public (byte[] Given, byte[] Registered) ToUtf8() => (Encoding.UTF8.GetBytes(Given), Encoding.UTF8.GetBytes(Registered));

        /// <summary>As the library takes them, both in upper case.</summary>
        public (string Given, string Registered) ToTexts() => (new string(GivenUpper.AsSpan()), new string(Registered.AsSpan()));
    }
}
