using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Gate;
using Outcome = Dtsen.Exchange.Domain.Matching.MatchOutcome;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>
/// Matches records in one release. Outside the wilayah and unknown end in the same answer after the same work: every record is compared
/// with a row, the person's or a stranger's, in all that there is to compare.
/// </summary>
/// <param name="people">People of the release.</param>
/// <param name="terms">Rights and limits of the call.</param>
/// <param name="tries">Differing records of today.</param>
/// <param name="tally">What was asked for and found.</param>
internal readonly struct MatchLookup(PopulationView people, MatchTerms terms, MatchTries tries, Tally tally)
{
    /// <summary>Matches a record.</summary>
    /// <param name="given">What it holds.</param>
    /// <param name="record">The record as it came.</param>
    public MatchAnswer Answer(in GivenRecord given, MatchRecord record)
    {
        if (record.Nik.Length == 0)
        {
            return new BirthSearch(people, terms, tries, tally).Answer(given);
        }

        if (given.Nik is not { } nik)
        {
            return WithoutNik(given, record);
        }

        // Never &&: what is compared must not depend on what was found.
        var found = people.TryFindOrNearest(nik, out var person);
        found &= terms.Wilayah.Contains(person.Desa);
        found &= terms.Citizen is null || terms.Citizen.IsOf(nik);
        var name = given.Name.Length == 0 ? default : person.CompareName(given.Name);
        var compared = new ComparedRecord(
            given.Name.Length == 0 ? null : name.Score,
            given.BirthDate is { } born ? born == person.BirthDate : null,
            given.Sex == Domain.Sex.Unknown ? null : given.Sex == person.Sex,
            given.FamilyNumber is { } family ? family.RevealNumber() == person.FamilyNumber : null,
            given.Wilayah is { } wilayah ? FieldAnswers.LivesIn(wilayah, person.Desa) : null);
        var proven = found & MatchRules.IsProven(compared, terms.ByName);
        var outcome = !found ? Outcome.NikTidakDitemukan
            : !proven ? Outcome.TidakPadan
            : MatchRules.Judge(compared, person.Status, terms.Threshold);
        var admitted = tries.Admit(terms.Agency, nik, given, terms.TriesPerDay, outcome == Outcome.Padan);
        tally.Count(nik, proven & admitted);
        if (!admitted)
        {
            return Untold(Outcome.BatasPercobaan);
        }

        if (!proven)
        {
            return WithCandidates(outcome, given, record);
        }

        return new MatchAnswer
        {
            Outcome = (Contracts.Matching.V1.MatchOutcome)outcome,
            DukcapilCode = DukcapilCode.Of(outcome),
            NextStep = (MatchNextStep)MatchRules.StepFor(outcome, terms.Threshold, compared),
            Fields = FieldAnswers.Of(compared, name, terms.Threshold, given.BirthDate, person.BirthDate, record),
        };
    }

    /// <summary>An outcome without a word about anybody's fields.</summary>
    internal static MatchAnswer Untold(Outcome outcome) => new()
    {
        Outcome = (Contracts.Matching.V1.MatchOutcome)outcome,
        DukcapilCode = DukcapilCode.Of(outcome),
        NextStep = (MatchNextStep)MatchRules.StepFor(outcome, NameMatch.DefaultThreshold),
    };

    private MatchAnswer WithoutNik(in GivenRecord given, MatchRecord record)
    {
        var candidates = new CandidateSearch(people, terms, tries, tally);
        if (!candidates.Looks(given))
        {
            tally.CountRefused();
            return Untold(Outcome.FormatNikSalah);
        }

        // It is looked for, so it costs what a NIK costs that nobody has.
        tally.CountMissed();
        return WithCandidates(Outcome.FormatNikSalah, given, record);
    }

    private MatchAnswer WithCandidates(Outcome outcome, in GivenRecord given, MatchRecord record)
    {
        var answer = Untold(outcome);
        var candidates = new CandidateSearch(people, terms, tries, tally);
        if (candidates.Looks(given) && candidates.Find(given, record.Nik) is { } found)
        {
            answer.Outcome = Contracts.Matching.V1.MatchOutcome.KemungkinanSalahTulis;
            answer.NextStep = MatchNextStep.CheckNik;
            answer.Candidates = found;
        }

        return answer;
    }
}
