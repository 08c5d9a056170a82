using System.Diagnostics;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain;
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
internal readonly struct MatchLookup(PopulationView people, MatchTerms terms, TriesOfDay tries, Tally tally)
{
    /// <summary>So many people are located at a time: their rows are on their way from memory together.</summary>
    public const int Ahead = 128;

    /// <summary>Finds where the people of some records stand, and begins to bring what is read of them from memory.</summary>
    /// <param name="forms">At most <see cref="Ahead"/> records.</param>
    /// <param name="places">Takes a place for each.</param>
    /// <param name="subjects">Takes for each by what its tries are counted.</param>
    public void Locate(ReadOnlySpan<RecordForm> forms, Span<long> places, Span<ulong> subjects)
    {
        Span<Nik> niks = stackalloc Nik[Ahead];
        niks = niks[..forms.Length];
        places = places[..forms.Length];
        subjects = subjects[..forms.Length];
        for (var at = 0; at < forms.Length; at++)
        {
            niks[at] = forms[at].Given.Nik.GetValueOrDefault();
            subjects[at] = tries.SubjectOf(terms.Agency, niks[at]);
            tries.FetchWhetherCounted(subjects[at]);
        }

        people.Locate(niks, places);
        people.FetchReported(niks, places);
        people.FetchNames(niks, places);
        foreach (var subject in subjects)
        {
            tries.FetchTries(subject);
        }
    }

    /// <summary>Matches a record.</summary>
    /// <param name="form">The record, which breaks none of <see cref="RecordRules"/>.</param>
    /// <param name="place">Where its person stands, as <see cref="Locate"/> gives it.</param>
    /// <param name="subject">By what its tries are counted, as that gives it.</param>
    public MatchFinding Answer(in RecordForm form, long place, ulong subject)
    {
        Debug.Assert(RecordRules.Check(form, 0, terms) is null, "A record that breaks a rule is not matched.");
        ref readonly var given = ref form.Given;
        if (form.IsWithoutNik)
        {
            return new BirthSearch(people, terms, tries, tally).Answer(given);
        }

        if (given.Nik is not { } nik)
        {
            return WithoutNik(given, form.WrongNik!);
        }

        // Never &&: what is compared must not depend on what was found.
        var found = people.TryFindOrNearest(nik, place, out var person);
        found &= terms.Wilayah.Contains(person.Desa);
        found &= terms.Citizen is null || terms.Citizen.IsOf(nik);
        var compared = new ComparedRecord(
            given.Name.IsEmpty ? null : person.CompareName(given.Name.Utf8),
            given.BirthDate is { } born ? born == person.BirthDate : null,
            given.Sex == Domain.Sex.Unknown ? null : given.Sex == person.Sex,
            given.FamilyNumber is { } family ? family.RevealNumber() == person.FamilyNumber : null,
            given.Wilayah is { } wilayah ? FieldAnswers.LivesIn(wilayah, person.Desa) : null);
        var proven = found & MatchRules.IsProven(compared, terms.ByName);
        var outcome = !found ? Outcome.NikTidakDitemukan
            : !proven ? Outcome.TidakPadan
            : MatchRules.Judge(compared, person.Status, terms.Threshold);
        var admitted = tries.Admit(subject, given, terms.TriesPerDay, outcome == Outcome.Padan);
        tally.Count(nik, proven & admitted);
        if (!admitted)
        {
            return Untold(Outcome.BatasPercobaan);
        }

        if (!proven)
        {
            return WithCandidates(outcome, given, nik.Reveal());
        }

        return new MatchFinding(MatchContent.Of(
            outcome,
            outcome,
            MatchRules.StepFor(outcome, terms.Threshold, compared),
            FieldAnswers.Of(compared, terms.Threshold, given.BirthDate, person.BirthDate, form.NotHeld)));
    }

    /// <summary>An outcome without a word about anybody's fields.</summary>
    internal static MatchFinding Untold(Outcome outcome, MatchCandidates? candidates = null) =>
        new(MatchContent.Of(outcome, outcome, MatchRules.StepFor(outcome, NameMatch.DefaultThreshold)), candidates);

    private MatchFinding WithoutNik(in GivenRecord given, string written)
    {
        var candidates = new CandidateSearch(people, terms, tries, tally);
        if (!candidates.Looks(given))
        {
            tally.CountRefused();
            return Untold(Outcome.FormatNikSalah);
        }

        // It is looked for, so it costs what a NIK costs that nobody has.
        tally.CountMissed();
        return WithCandidates(Outcome.FormatNikSalah, given, written);
    }

    private MatchFinding WithCandidates(Outcome outcome, in GivenRecord given, string written)
    {
        var candidates = new CandidateSearch(people, terms, tries, tally);
        return candidates.Looks(given) && candidates.Find(given, written) is { } found
            ? new MatchFinding(MatchContent.Of(Outcome.KemungkinanSalahTulis, outcome, NextStep.CheckNik), found)
            : Untold(outcome);
    }
}
