using System.Globalization;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>
/// What one measure of names makes of a record, by the rules of the exchange: what was compared with the person who has the NIK, and the
/// best score of those with a NIK like it and the same date of birth. The outcome at any threshold follows.
/// </summary>
/// <param name="Found">Whether anybody has the NIK.</param>
/// <param name="Compared">What was compared.</param>
/// <param name="Candidate">Best score of a candidate; 0 where there is none.</param>
internal readonly record struct Judgement(bool Found, ComparedRecord Compared, int Candidate)
{
    /// <summary>Compares a record.</summary>
    public static Judgement Of(LabelledRecord record, Residents residents, NameMeasure measure)
    {
        var holder = Nik.TryFrom(record.Number, out var nik) ? residents.Find(nik) : null;
        var compared = holder is null ? default : new ComparedRecord(
            measure.Compare(record.Name, holder.Name),
            record.Born is { } born ? born == holder.Born : null,
            record.Woman is { } woman ? woman == holder.Woman : null,
            record.Family is { } family ? family == holder.Family : null,
            null);
        var proven = holder is not null && MatchRules.IsProven(compared);
        return new Judgement(holder is not null, compared, proven || record.Born is null ? 0 : BestCandidate(record, residents, measure));
    }

    /// <summary>The outcome.</summary>
    /// <param name="threshold">From which score on two names agree.</param>
    public MatchOutcome At(int threshold) =>
        Found && MatchRules.IsProven(Compared) ? MatchRules.Judge(Compared, NikStatus.Active, threshold)
        : MatchRules.Told(Candidate) >= Math.Max(threshold, NameMatch.DefaultThreshold) ? MatchOutcome.KemungkinanSalahTulis
        : Found ? MatchOutcome.TidakPadan
        : MatchOutcome.NikTidakDitemukan;

    /// <summary>Whether the answer says that the NIK is what to look at, rather than the name.</summary>
    /// <param name="threshold">The same.</param>
    public bool PointsAtNik(int threshold) =>
        !Found || !MatchRules.IsProven(Compared)
        || MatchRules.StepFor(At(threshold), threshold, Compared) == NextStep.CheckNik;

    private static int BestCandidate(LabelledRecord record, Residents residents, NameMeasure measure)
    {
        Span<NikNeighbour> neighbours = stackalloc NikNeighbour[NikNeighbours.Max];
        var count = NikNeighbours.Find(record.Number.ToString("D16", CultureInfo.InvariantCulture), neighbours);
        var best = 0;
        foreach (var neighbour in neighbours[..count])
        {
            if (residents.Find(neighbour.Nik) is { } person && person.Born == record.Born
                && (record.Woman is null || record.Woman == person.Woman))
            {
                best = Math.Max(best, measure.Compare(record.Name, person.Name).Score);
            }
        }

        return best;
    }
}
