using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Matching;

/// <summary>
/// What a record is to the register, from what was compared. Pure, and a function of what the answer tells anyway: the outcome gives
/// nothing away that the results of the fields do not.
/// </summary>
public static class MatchRules
{
    /// <summary>The lowest threshold that may be asked for.</summary>
    public const int LowestThreshold = NameMatch.Proof;

    /// <summary>The highest.</summary>
    public const int HighestThreshold = 100;

    /// <summary>Scores are told, and judged, in steps of so many, rounded down.</summary>
    public const int ScoreStep = 5;

    /// <summary>A score as it is told and judged.</summary>
    public static int Told(int score) => score - (score % ScoreStep);

    /// <summary>
    /// Whether the record shows that it is of the person with the NIK: by the name, or by the nomor KK. A date of birth shows nothing, it
    /// stands in the NIK. Nothing of the person is told before.
    /// </summary>
    /// <param name="record">What was compared.</param>
    /// <param name="byName">Whether the agreement takes a name for a proof.</param>
    public static bool IsProven(in ComparedRecord record, bool byName = true) =>
        record.FamilyNumber == true || (byName && record.Name?.Score >= NameMatch.Proof);

    /// <summary>Judges a record that <see cref="IsProven"/>.</summary>
    /// <param name="record">What was compared.</param>
    /// <param name="status">State of the NIK.</param>
    /// <param name="threshold">From which score on two names are one person's.</param>
    public static MatchOutcome Judge(in ComparedRecord record, NikStatus status, int threshold) => status switch
    {
        NikStatus.Deceased => MatchOutcome.Meninggal,
        NikStatus.Inactive => MatchOutcome.NikTidakAktif,
        NikStatus.Duplicate => MatchOutcome.NikGanda,
        _ when record.Name is not { } name || Told(name.Score) >= threshold => JudgeSameName(record),
        _ when record.Name?.Score >= NameMatch.Proof => JudgeCloseName(record),
        // The nomor KK proves it; the name could be that of another member of the family.
        _ when record.Name?.Score >= NameMatch.Possible && record.BirthDate != false => MatchOutcome.KemungkinanSalahTulis,
        _ => MatchOutcome.TidakPadan,
    };

    /// <summary>What to do about an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="threshold">The threshold by which it came about.</param>
    /// <param name="record">What was compared, where it was proven.</param>
    public static NextStep StepFor(MatchOutcome outcome, int threshold, in ComparedRecord record = default) => outcome switch
    {
        MatchOutcome.Padan => NextStep.UseRecord,
        MatchOutcome.PadanDenganCatatan => NextStep.UpdateRecord,
        MatchOutcome.KemungkinanSalahTulis when record.Name is { } name && Told(name.Score) < threshold => NextStep.CheckName,
        MatchOutcome.KemungkinanSalahTulis => NextStep.CheckNik,
        MatchOutcome.NikGanda => NextStep.AskForOtherNik,
        MatchOutcome.NikTidakAktif => NextStep.SeeDukcapil,
        MatchOutcome.Meninggal => NextStep.MarkDeceased,
        MatchOutcome.NikTidakDitemukan => NextStep.CheckNik,
        MatchOutcome.FormatNikSalah => NextStep.CorrectNik,
        MatchOutcome.BatasPercobaan => NextStep.TryTomorrow,
        MatchOutcome.KandidatDitemukan or MatchOutcome.KandidatTidakDitemukan => NextStep.AskForNik,
        _ => NextStep.CheckIdentity,
    };

    /// <summary>
    /// The name agrees. A date of birth that differs together with sex or nomor KK points to a namesake, or to a parent who gave the name:
    /// the NIK may be the other's. A word of the name that differs is noted, however near the names are.
    /// </summary>
    private static MatchOutcome JudgeSameName(in ComparedRecord record) =>
        record.BirthDate == false && (record.Sex == false || record.FamilyNumber == false) ? MatchOutcome.KemungkinanSalahTulis
        : AnyDiffers(record) ? MatchOutcome.PadanDenganCatatan
        : MatchOutcome.Padan;

    /// <summary>The name is below the threshold and close to it: another field has to speak for the person, and none against.</summary>
    private static MatchOutcome JudgeCloseName(in ComparedRecord record) =>
        (record.BirthDate == true || record.FamilyNumber == true) && record.BirthDate != false && record.Sex != false
            ? MatchOutcome.PadanDenganCatatan
            : MatchOutcome.KemungkinanSalahTulis;

    private static bool AnyDiffers(in ComparedRecord record) =>
        record.Name is { HasSameWords: false } || record.BirthDate == false || record.Sex == false || record.FamilyNumber == false
        || record.Wilayah == false;
}
