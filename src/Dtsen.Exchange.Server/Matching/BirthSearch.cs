using System.Buffers;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Gate;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// The people whom a record without a NIK may mean: born on its day, living in its wilayah, with its name. However few they are, none of
/// them is the person for that: a namesake may be born on the same day. The search is a miss, and each of them another and a subject of the
/// call, as with <see cref="CandidateSearch"/>; and whoever has the name has been tried.
/// </summary>
internal readonly struct BirthSearch(PopulationView people, MatchTerms terms, TriesOfDay tries, Tally tally)
{
    /// <summary>So many people of a day and a kabupaten are looked at, and no more: the largest have some three hundred.</summary>
    public const int MaxPeople = 5_000;

    /// <summary>Answers a record that has name, date of birth and a wilayah within a kabupaten.</summary>
    public MatchFinding Answer(in GivenRecord given)
    {
        var kabupaten = given.Wilayah!.Value;
        while (kabupaten.Level > WilayahLevel.KabupatenKota)
        {
            kabupaten = kabupaten.Parent!.Value;
        }

        tally.CountMissed();
        var room = ArrayPool<Nik>.Shared.Rent(MaxPeople);
        try
        {
            var candidates = room.AsSpan(0, people.BornOn(kabupaten.Number, given.BirthDate!.Value, room.AsSpan(0, MaxPeople)));
            candidates = candidates[..Keep(candidates, given)];
            return tries.AdmitWithoutNik(terms.Agency, kabupaten.Number, given, terms.TriesPerDay, candidates.Length > 0)
                ? Tell(candidates)
                : MatchLookup.Untold(Outcome.BatasPercobaan);
        }
        finally
        {
            ArrayPool<Nik>.Shared.Return(room);
        }
    }

    /// <summary>Brings those to the front whom the record may mean.</summary>
    private int Keep(Span<Nik> niks, in GivenRecord given)
    {
        var kept = 0;
        foreach (var nik in niks)
        {
            if (IsCandidate(nik, given))
            {
                niks[kept++] = nik;
            }
        }

        return kept;
    }

    private bool IsCandidate(Nik nik, in GivenRecord given)
    {
        // As they stand: some have moved, or were corrected, since they came to the list.
        if (!people.TryFindOrNearest(nik, out var person)
            || person.BirthDate != given.BirthDate
            || !terms.Wilayah.Contains(person.Desa)
            || !FieldAnswers.LivesIn(given.Wilayah!.Value, person.Desa))
        {
            return false;
        }

        var score = person.CompareName(given.Name.Utf8).Score;
        return score >= NameMatch.Proof
            && tries.Admit(terms.Agency, nik, given, terms.TriesPerDay, agrees: false)
            && terms.MayMean(person, given, score);
    }

    private MatchFinding Tell(ReadOnlySpan<Nik> candidates)
    {
        if (candidates.IsEmpty)
        {
            return MatchLookup.Untold(Outcome.KandidatTidakDitemukan);
        }

        foreach (var nik in candidates)
        {
            tally.Count(nik, found: false);
        }

        return MatchLookup.Untold(Outcome.KandidatDitemukan, new MatchCandidates
        {
            Count = terms.Candidates == CandidateRule.Exists ? 0 : (uint)candidates.Length,
        });
    }
}
