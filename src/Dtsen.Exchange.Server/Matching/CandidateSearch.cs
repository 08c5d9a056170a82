using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Gate;
using NikSlip = Dtsen.Exchange.Contracts.Matching.V1.NikSlip;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// The people who may be meant where a NIK is nobody's, or is not shown to be this person's: those one slip away, some 160 lookups, with
/// the same name and date of birth. Each is a subject of the call and counts as a miss; and whoever has the one or the other has been
/// tried, as if by the own NIK, so that neighbours are no way around the limit of tries.
/// </summary>
internal readonly struct CandidateSearch(PopulationView people, MatchTerms terms, MatchTries tries, Tally tally)
{
    private const int MaxHints = 10;

    // Rows of so many neighbours are on their way from memory at once.
    private const int Ahead = 8;

    /// <summary>Whether anybody is looked for: the agreement lets it be told, and the record brings what a candidate needs.</summary>
    public bool Looks(in GivenRecord given) =>
        terms.Suggests && given.Name.Length > 0 && given.BirthDate is not null;

    /// <summary>Looks for them; null where there is nobody.</summary>
    /// <param name="given">What is said of the person.</param>
    /// <param name="written">The NIK, as it was written.</param>
    public MatchCandidates? Find(in GivenRecord given, string written)
    {
        Span<NikNeighbour> neighbours = stackalloc NikNeighbour[NikNeighbours.Max];
        var count = NikNeighbours.Find(written, neighbours);
        MatchCandidates? candidates = null;
        var by = count > 0 ? ulong.Parse(written, System.Globalization.CultureInfo.InvariantCulture) : 0;
        for (var at = 0; at < count; at++)
        {
            if (at + Ahead < count)
            {
                people.Prefetch(neighbours[at + Ahead].Nik);
            }

            var neighbour = neighbours[at];
            if (!IsCandidate(neighbour.Nik, given, by))
            {
                continue;
            }

            tally.Count(neighbour.Nik, found: false);
            candidates ??= new MatchCandidates();
            candidates.Count++;
            if (terms.Candidates == CandidateRule.Hints && candidates.Hints.Count < MaxHints)
            {
                candidates.Hints.Add(new NikHint { Slip = (NikSlip)neighbour.Slip, Position = (uint)neighbour.Position });
            }
        }

        if (terms.Candidates == CandidateRule.Exists)
        {
            candidates?.Count = 0;
        }

        return candidates;
    }

    private bool IsCandidate(Nik nik, in GivenRecord given, ulong by)
    {
        if (!people.TryFindOrNearest(nik, out var person) || !terms.Wilayah.Contains(person.Desa))
        {
            return false;
        }

        var score = person.CompareName(given.Name).Score;
        var born = person.BirthDate == given.BirthDate;
        if (score < NameMatch.Proof && !born)
        {
            return false;
        }

        var admitted = tries.Admit(terms.Agency, nik, given, terms.TriesPerDay, agrees: false, by);
        return admitted
            && born
            && terms.MayMean(person, given, score);
    }
}
