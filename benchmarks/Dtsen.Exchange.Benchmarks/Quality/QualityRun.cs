using Dtsen.Exchange.Domain.Matching;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>A labelled set judged by every measure, at every threshold.</summary>
internal sealed class QualityRun
{
    private readonly Judgement[][] _judgements;

    public QualityRun(LabelledSet set)
    {
        Set = set;
        _judgements = [.. NameMeasure.All.Select(measure =>
            set.Records.Select(record => Judgement.Of(record, set.Residents, measure)).ToArray())];
    }

    /// <summary>Thresholds that can be asked for. Between steps of the score nothing changes.</summary>
    public static IReadOnlyList<int> Thresholds { get; } =
        [.. Enumerable.Range(0, 5).Select(step => MatchRules.LowestThreshold + (step * MatchRules.ScoreStep))];

    public LabelledSet Set { get; }

    /// <summary>What a measure got right.</summary>
    /// <param name="measure">Number of the measure in <see cref="NameMeasure.All"/>.</param>
    /// <param name="threshold">The threshold.</param>
    public QualityCount At(int measure, int threshold)
    {
        var count = new QualityCount();
        for (var at = 0; at < Set.Records.Count; at++)
        {
            count.Add(Set.Records[at], _judgements[measure][at], threshold);
        }

        return count;
    }

    /// <summary>What a measure says of a record.</summary>
    public MatchOutcome OutcomeOf(int measure, int record, int threshold) => _judgements[measure][record].At(threshold);
}
