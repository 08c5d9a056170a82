using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>How often matching is right, on records whose truth is known.</summary>
internal sealed class QualityBenchmark : IBenchmark
{
    private const int Checked = 1_000;

    // One in 100,000 must show.
    private const string Fine = "0.000000";

    private static readonly Option<int> Pairs = new("--pairs")
    {
        Description = "Labelled records.",
        DefaultValueFactory = _ => 200_000,
    };

    private static readonly Option<bool> Plot = new("--plot") { Description = "Write docs/matching-quality.svg." };

    private static readonly Option<int> Misses = new("--misses") { Description = "Show so many of the records that were judged wrong." };

    public string Name => "quality";

    public string Summary => "Precision and recall of matching, against equality, Jaro-Winkler and trigrams under the same rules.";

    public IReadOnlyList<string> Examples => ["quality", "quality --pairs 20000 --misses 50", "quality --plot"];

    public IReadOnlyList<Option> Options { get; } = [Pairs, Plot, Misses];

    public async Task RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var quality = new QualityRun(new LabelledSet(run.Get(Pairs), run.Seed));
        await CheckTrigramsAsync(run, quality.Set);
        run.Table(
            ["Threshold", "Names by", "PADAN", "wrong", "precision", "+ CATATAN precision", "recall", "KEMUNGKINAN precision", "recall"],
            QualityRun.Thresholds.SelectMany(threshold => NameMeasure.All.Select((measure, at) => RowOf(quality, measure, at, threshold))));
        run.Table(
            ["At 90", "Records", "PADAN", "CATATAN", "KEMUNGKINAN", "Other outcomes"],
            quality.Set.Records.Select((record, at) => (record, Outcome: quality.OutcomeOf(0, at, NameMatch.DefaultThreshold)))
                .GroupBy(each => (each.record.Truth, each.record.Case))
                .OrderBy(group => group.Key.Truth)
                .ThenByDescending(group => group.Count())
                .Select(group => CaseOf($"{group.Key.Truth}: {group.Key.Case}", [.. group.Select(each => each.Outcome)])));
        Show(run, quality);
        AddRatios(run, quality);
        if (run.Get(Plot))
        {
            File.WriteAllText(Path.Combine(Repository.Root, "docs", "matching-quality.svg"), QualityPlot.Of(quality));
        }
    }

    // One value each at 90; of the others one a threshold.
    private static void AddRatios(BenchmarkRun run, QualityRun quality)
    {
        const string format = "0.0000";
        var ours = quality.At(0, NameMatch.DefaultThreshold);
        run.Ratio("quality", [ours.PadanPrecision], Fine);
        run.Ratio("quality-recall", [ours.PadanRecall], format);
        foreach (var (measure, at) in NameMeasure.All.Select((measure, at) => (measure, at)).Skip(1))
        {
            var name = measure.Title.ToLowerInvariant();
            run.Ratio($"quality-recall-{name}", Over(count => count.PadanRecall, at), format);
            run.Ratio($"quality-precision-{name}", Over(count => count.PadanPrecision, at), Fine);
        }

        IEnumerable<double> Over(Func<QualityCount, double> figure, int at) =>
            QualityRun.Thresholds.Select(threshold => figure(quality.At(0, threshold)) / figure(quality.At(at, threshold)));
    }

    private static string[] RowOf(QualityRun quality, NameMeasure measure, int at, int threshold)
    {
        var count = quality.At(at, threshold);
        return
        [
            threshold.ToString(CultureInfo.InvariantCulture), measure.Title, count.Padan.ToString(CultureInfo.InvariantCulture),
            count.WronglyPadan.ToString(CultureInfo.InvariantCulture), count.PadanPrecision.ToString(Fine, CultureInfo.InvariantCulture),
            Share(count.TakenPrecision), Share(count.PadanRecall), Share(count.PossiblePrecision), Share(count.PossibleRecall),
        ];
    }

    private static string[] CaseOf(string title, IReadOnlyList<MatchOutcome> outcomes)
    {
        var padan = outcomes.Count(outcome => outcome == MatchOutcome.Padan);
        var noted = outcomes.Count(outcome => outcome == MatchOutcome.PadanDenganCatatan);
        var possible = outcomes.Count(outcome => outcome == MatchOutcome.KemungkinanSalahTulis);
        return
        [
            title, outcomes.Count.ToString(CultureInfo.InvariantCulture), Part(padan), Part(noted), Part(possible),
            Part(outcomes.Count - padan - noted - possible),
        ];

        string Part(int count) => ((double)count / outcomes.Count).ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    private static void Show(BenchmarkRun run, QualityRun quality)
    {
        var left = run.Get(Misses);
        for (var at = 0; at < quality.Set.Records.Count && left > 0; at++)
        {
            var record = quality.Set.Records[at];
            var outcome = quality.OutcomeOf(0, at, NameMatch.DefaultThreshold);
            var padan = outcome is MatchOutcome.Padan or MatchOutcome.PadanDenganCatatan;
            if (record.Truth == Truth.Same ? !padan : outcome == MatchOutcome.Padan)
            {
                var holder = quality.Set.Residents.All.First(each => each.Number == record.Number).Name;
                var score = NameComparison.Compare(record.Name, holder).Score;
                var born = record.Born is null ? "" : ", date of birth sent";
                run.Say($"{record.Truth} ({record.Case}): {record.Name} | {holder}: {score}, {outcome}{born}");
                left--;
            }
        }
    }

    // That the trigrams are PostgreSQL's.
    private static async Task CheckTrigramsAsync(BenchmarkRun run, LabelledSet set)
    {
        await using var table = await PostgreSqlSide.StartAsync();
        await table.ExecuteAsync("create extension pg_trgm");
        foreach (var record in set.Records.Take(Checked))
        {
            await using var command = new NpgsqlCommand("select similarity($1, $2)", table.Connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = record.Name },
                    new NpgsqlParameter<string> { TypedValue = record.Person.Name },
                },
            };
            var real = (float)(await command.ExecuteScalarAsync())!;
            if (Math.Abs(real - Trigrams.Similarity(record.Name, record.Person.Name)) > 1e-5)
            {
                throw new InvalidOperationException("The trigrams are not PostgreSQL's.");
            }
        }

        run.Say($"{Checked} similarities by trigrams compared with PostgreSQL's: the same.");
    }
}
