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
internal readonly struct CandidateSearch(PopulationView people, MatchTerms terms, TriesOfDay tries, Tally tally)
{
    private const int MaxHints = 10;

    /// <summary>Whether anybody is looked for: the agreement lets it be told, and the record brings what a candidate needs.</summary>
    public bool Looks(in GivenRecord given) =>
        terms.Suggests && !given.Name.IsEmpty && given.BirthDate is not null;

    /// <summary>Looks for them; null where there is nobody.</summary>
    /// <param name="given">What is said of the person.</param>
    /// <param name="written">The NIK, as it was written.</param>
    public MatchCandidates? Find(in GivenRecord given, string written)
    {
        Span<NikNeighbour> neighbours = stackalloc NikNeighbour[NikNeighbours.Max];
        neighbours = neighbours[..Keep(neighbours[..NikNeighbours.Find(written, neighbours)])];
        Span<Nik> niks = stackalloc Nik[neighbours.Length];
        Span<long> places = stackalloc long[neighbours.Length];
        for (var at = 0; at < neighbours.Length; at++)
        {
            niks[at] = neighbours[at].Nik;
        }

        people.Locate(niks, places);
        MatchCandidates? candidates = null;
        var by = neighbours.Length > 0 ? ulong.Parse(written, System.Globalization.CultureInfo.InvariantCulture) : 0;
        for (var at = 0; at < neighbours.Length; at++)
        {
            var neighbour = neighbours[at];
            if (!IsCandidate(neighbour.Nik, places[at], given, by))
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

    /// <summary>Brings those to the front whom somebody may be.</summary>
    private int Keep(Span<NikNeighbour> neighbours)
    {
        var kept = 0;
        foreach (var neighbour in neighbours)
        {
            if (people.MayBeHeld(neighbour.Nik))
            {
                neighbours[kept++] = neighbour;
            }
        }

        return kept;
    }

    private bool IsCandidate(Nik nik, long place, in GivenRecord given, ulong by)
    {
        // Who lives outside the wilayah is nobody, by the work too: that may tell who has a NIK only where there is no outside.
        var isFound = terms.Wilayah == WilayahLimit.Nation
            ? people.TryFind(nik, place, out var person)
            : people.TryFindOrNearest(nik, place, out person) & terms.Wilayah.Contains(person.Desa);
        if (!isFound)
        {
            return false;
        }

        var score = person.CompareName(given.Name.Utf8).Score;
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
