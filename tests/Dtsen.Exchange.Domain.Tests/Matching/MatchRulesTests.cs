using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Matching;

public class MatchRulesTests
{
    private static readonly int?[] Scores = [null, 0, 40, 59, 60, 79, 80, 84, 85, 89, 90, 94, 95, 100];
    private static readonly NameFindings[] Findings =
        [NameFindings.None, NameFindings.SpellingVariant, NameFindings.Typo, NameFindings.TitlesIgnored | NameFindings.WordMissing];

    private static readonly bool?[] Answers = [null, true, false];

    /// <summary>
    /// Score of the names at the threshold of 90 (- not asked, ! another word); birth date, sex, nomor KK, wilayah: + the same, x another,
    /// - not asked.
    /// </summary>
    [Theory]
    [InlineData("100 + + + +", MatchOutcome.Padan, NextStep.UseRecord)]
    [InlineData("100 - - - -", MatchOutcome.Padan, NextStep.UseRecord)]
    [InlineData(" 90 + + - -", MatchOutcome.Padan, NextStep.UseRecord)]
    [InlineData(" 94 + - - -", MatchOutcome.Padan, NextStep.UseRecord)]
    [InlineData("  - - - + -", MatchOutcome.Padan, NextStep.UseRecord)]
    [InlineData("  - + + + +", MatchOutcome.Padan, NextStep.UseRecord)]
    // A word of the name is missing, another or miswritten, however near the names are.
    [InlineData("100! + + + +", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 90! - - - -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95! + + x -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95! x + + +", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95! x x + +", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckNik)]
    [InlineData(" 85! - - - -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    // The family moved, or its KK was issued anew.
    [InlineData(" 95 + + x +", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95 + + + x", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95 + + x x", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    // One of birth date and sex was written wrong, or corrected.
    [InlineData(" 95 x + + +", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95 x - - -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 95 + x + +", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData("  - x - + -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    // Two of them: a namesake, or a father who gave his name.
    [InlineData("100 x x + +", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckNik)]
    [InlineData("100 x + x -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckNik)]
    [InlineData("  - x x + -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckNik)]
    // Close to the threshold: another field speaks for the person.
    [InlineData(" 85 + + - -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 89 + - - x", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 80 - - + -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    [InlineData(" 80 + + x -", MatchOutcome.PadanDenganCatatan, NextStep.UpdateRecord)]
    // None does, or one speaks against it.
    [InlineData(" 85 - - - -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    [InlineData(" 85 - + - +", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    [InlineData(" 85 x + + -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    [InlineData(" 85 + x + -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    // Proven by the nomor KK alone.
    [InlineData(" 79 + + + -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    [InlineData(" 60 - - + -", MatchOutcome.KemungkinanSalahTulis, NextStep.CheckName)]
    [InlineData(" 60 x - + -", MatchOutcome.TidakPadan, NextStep.CheckIdentity)]
    [InlineData(" 59 + + + +", MatchOutcome.TidakPadan, NextStep.CheckIdentity)]
    [InlineData("  0 - - + -", MatchOutcome.TidakPadan, NextStep.CheckIdentity)]
    public void A_proven_record_is_what_its_fields_make_it(string fields, MatchOutcome outcome, NextStep step)
    {
        var record = Parse(fields);

        Assert.True(MatchRules.IsProven(record));
        Assert.Equal(outcome, MatchRules.Judge(record, NikStatus.Active, 90));
        Assert.Equal(step, MatchRules.StepFor(outcome, 90, record));
    }

    [Theory]
    [InlineData("100 - - - -", true, true)]
    [InlineData("100 - - - -", false, false)]
    [InlineData(" 80 x x x x", true, true)]
    [InlineData(" 79 + + - +", true, false)]
    [InlineData(" 79 + + x +", true, false)]
    [InlineData(" 79 - - + -", true, true)]
    [InlineData("  - - - + -", true, true)]
    [InlineData("100 - - x -", false, false)]
    [InlineData("  0 - - + -", false, true)]
    [InlineData("  - + + - +", true, false)]
    [InlineData("  - - - - -", true, false)]
    public void Name_or_nomor_KK_proves_and_nothing_else(string fields, bool byName, bool proven) =>
        Assert.Equal(proven, MatchRules.IsProven(Parse(fields), byName));

    [Theory]
    [InlineData(80, MatchOutcome.Padan)]
    [InlineData(85, MatchOutcome.Padan)]
    [InlineData(86, MatchOutcome.KemungkinanSalahTulis)]
    [InlineData(100, MatchOutcome.KemungkinanSalahTulis)]
    public void The_threshold_decides_by_the_score_that_is_told(int threshold, MatchOutcome outcome) =>
        Assert.Equal(outcome, MatchRules.Judge(Parse(" 88 - - - -"), NikStatus.Active, threshold));

    [Theory]
    [InlineData(NameFindings.None, MatchOutcome.Padan)]
    [InlineData(NameFindings.TitlesIgnored, MatchOutcome.Padan)]
    [InlineData(NameFindings.Punctuation, MatchOutcome.Padan)]
    [InlineData(NameFindings.SpellingVariant, MatchOutcome.Padan)]
    [InlineData(NameFindings.Abbreviation, MatchOutcome.Padan)]
    [InlineData(NameFindings.Joined, MatchOutcome.Padan)]
    [InlineData(NameFindings.Reordered, MatchOutcome.Padan)]
    [InlineData(NameFindings.Initial, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.Typo, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.WordMissing, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.FamilyNameMissing, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.FirstWordMissing, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.OptionalWord, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.PatronymMissing, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.OtherWord, MatchOutcome.PadanDenganCatatan)]
    [InlineData(NameFindings.TitlesIgnored | NameFindings.Typo, MatchOutcome.PadanDenganCatatan)]
    public void Padan_has_a_name_of_the_same_words(NameFindings findings, MatchOutcome outcome)
    {
        foreach (var threshold in Enumerable.Range(80, 21))
        {
            var record = new ComparedRecord(new NameMatch(100, findings), true, true, true, true);
            Assert.Equal(outcome, MatchRules.Judge(record, NikStatus.Active, threshold));
        }
    }

    [Fact]
    public void Another_word_makes_a_note_of_padan_and_changes_nothing_else()
    {
        foreach (var record in All().Where(record => record.Name is { HasSameWords: true }))
        {
            var noted = record with { Name = record.Name!.Value with { Findings = NameFindings.Typo } };
            var outcome = MatchRules.Judge(record, NikStatus.Active, 90);
            Assert.Equal(
                outcome == MatchOutcome.Padan ? MatchOutcome.PadanDenganCatatan : outcome,
                MatchRules.Judge(noted, NikStatus.Active, 90));
        }
    }

    [Theory]
    [InlineData(NikStatus.Deceased, MatchOutcome.Meninggal, NextStep.MarkDeceased, "11")]
    [InlineData(NikStatus.Inactive, MatchOutcome.NikTidakAktif, NextStep.SeeDukcapil, "14")]
    [InlineData(NikStatus.Duplicate, MatchOutcome.NikGanda, NextStep.AskForOtherNik, "12")]
    public void The_state_of_the_NIK_goes_before_the_fields(NikStatus status, MatchOutcome outcome, NextStep step, string code)
    {
        foreach (var record in All())
        {
            Assert.Equal(outcome, MatchRules.Judge(record, status, 90));
        }

        Assert.Equal(step, MatchRules.StepFor(outcome, 90));
        Assert.Equal(code, DukcapilCode.Of(outcome));
    }

    [Theory]
    [InlineData(MatchOutcome.Padan, "00")]
    [InlineData(MatchOutcome.PadanDenganCatatan, "00")]
    [InlineData(MatchOutcome.KemungkinanSalahTulis, "00")]
    [InlineData(MatchOutcome.TidakPadan, "00")]
    [InlineData(MatchOutcome.NikTidakDitemukan, "13")]
    [InlineData(MatchOutcome.FormatNikSalah, "15")]
    [InlineData(MatchOutcome.BatasPercobaan, "")]
    public void Every_outcome_has_Dukcapils_code(MatchOutcome outcome, string code) => Assert.Equal(code, DukcapilCode.Of(outcome));

    [Fact]
    public void The_outcome_tells_no_more_than_the_told_results()
    {
        foreach (var threshold in Enumerable.Range(80, 21))
        {
            var byTold = All().GroupBy(record => record with { Name = Told(record.Name) });
            Assert.All(byTold, same => Assert.Single(
                same.Select(record => MatchRules.Judge(record, NikStatus.Active, threshold)).Distinct()));
        }
    }

    [Fact]
    public void A_field_that_agrees_never_makes_an_outcome_worse()
    {
        // From best to worst.
        MatchOutcome[] order =
            [MatchOutcome.Padan, MatchOutcome.PadanDenganCatatan, MatchOutcome.KemungkinanSalahTulis, MatchOutcome.TidakPadan];
        int Rank(ComparedRecord record) => Array.IndexOf(order, MatchRules.Judge(record, NikStatus.Active, 90));

        foreach (var record in All())
        {
            Assert.True(Rank(record with { BirthDate = true }) <= Rank(record with { BirthDate = false }), $"{record}");
            Assert.True(Rank(record with { Sex = true }) <= Rank(record with { Sex = false }), $"{record}");
            Assert.True(Rank(record with { FamilyNumber = true }) <= Rank(record with { FamilyNumber = false }), $"{record}");
            Assert.True(Rank(record with { Wilayah = true }) <= Rank(record with { Wilayah = false }), $"{record}");
        }
    }

    [Fact]
    public void Every_step_has_words()
    {
        foreach (var step in Enum.GetValues<NextStep>().Where(step => step != NextStep.Unspecified))
        {
            var (english, indonesian) = NextStepText.Of(step);
            Assert.EndsWith(".", english, StringComparison.Ordinal);
            Assert.EndsWith(".", indonesian, StringComparison.Ordinal);
            Assert.NotEqual(english, indonesian);
        }
    }

    private static IEnumerable<ComparedRecord> All() =>
        from score in Scores
        from findings in Findings
        where score is not null || findings == NameFindings.None
        from birthDate in Answers
        from sex in Answers
        from familyNumber in Answers
        from wilayah in Answers
        let name = score is { } known ? new NameMatch(known, findings) : default(NameMatch?)
        let record = new ComparedRecord(name, birthDate, sex, familyNumber, wilayah)
        where MatchRules.IsProven(record)
        select record;

    // Notes are told where a score is.
    private static NameMatch? Told(NameMatch? name) => name is not { } match ? null
        : new NameMatch(MatchRules.Told(match.Score), match.Score >= NameMatch.Possible ? match.Findings : NameFindings.None);

    private static ComparedRecord Parse(string fields)
    {
        var parts = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool? Answer(int at) => parts[at] switch { "+" => true, "x" => false, _ => null };
        return new ComparedRecord(
            parts[0] == "-" ? null : new NameMatch(
                int.Parse(parts[0].TrimEnd('!'), System.Globalization.CultureInfo.InvariantCulture),
                parts[0].EndsWith('!') ? NameFindings.WordMissing : NameFindings.None),
            Answer(1), Answer(2), Answer(3), Answer(4));
    }
}
