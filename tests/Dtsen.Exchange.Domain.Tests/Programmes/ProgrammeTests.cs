using Dtsen.Exchange.Domain.Programmes;
using static Dtsen.Exchange.Domain.Programmes.ProgrammeVerdict;

namespace Dtsen.Exchange.Domain.Tests.Programmes;

public class ProgrammeTests
{
    private static readonly Exclusion Certain = new("pasti", "Pasti", "Certain", "pekerjaan", new HashSet<uint> { 5 }, true);
    private static readonly Exclusion Unsure = new("mungkin", "Mungkin", "Unsure", "daya_terpasang", new HashSet<uint> { 4 }, false);

    private static readonly Programme Sembako = new(
        "sembako",
        "Program Sembako",
        "program_sembako",
        [
            new DesilBand(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), 1, 5),
            new DesilBand(new DateOnly(2026, 2, 1), null, 2, 4),
        ],
        [Certain, Unsure]);

    [Theory]
    // Before its first band, on its edges, in the gap between two, and on the first day of one without an end.
    [InlineData("2024-12-31", 3, NotInForce)]
    [InlineData("2025-01-01", 5, InBand)]
    [InlineData("2025-12-31", 5, InBand)]
    [InlineData("2025-12-31", 6, OutOfBand)]
    [InlineData("2026-01-01", 3, NotInForce)]
    [InlineData("2026-01-31", 3, NotInForce)]
    [InlineData("2026-02-01", 5, OutOfBand)]
    [InlineData("2026-02-01", 4, InBand)]
    [InlineData("2199-12-31", 2, InBand)]
    [InlineData("2199-12-31", 1, OutOfBand)]
    // Not ranked yet.
    [InlineData("2025-06-01", 0, NotRanked)]
    [InlineData("2024-06-01", 0, NotInForce)]
    public void The_band_of_the_day_judges(string day, int desil, ProgrammeVerdict expected) =>
        Assert.Equal(expected, Judge(day, desil, certain: false, unsure: false).Verdict);

    [Theory]
    [InlineData(3, true, false, Excluded, "pasti")]
    [InlineData(3, false, true, ToBeChecked, "mungkin")]
    [InlineData(3, true, true, Excluded, "pasti")]
    [InlineData(3, false, false, InBand, "")]
    [InlineData(9, true, true, OutOfBand, "")]
    [InlineData(0, true, true, NotRanked, "")]
    public void An_exclusion_counts_within_the_band_only_and_one_that_is_certain_counts_more(
        int desil, bool certain, bool unsure, ProgrammeVerdict expected, string because)
    {
        var (verdict, exclusions) = Judge("2025-06-01", desil, certain, unsure);

        Assert.Equal((expected, because), (verdict, string.Join(',', exclusions.Select(exclusion => exclusion.Id))));
    }

    [Fact]
    public void Outside_the_band_nothing_else_is_looked_at()
    {
        Sembako.Judge(new DateOnly(2025, 6, 1), Desil.TryFrom(7, out var desil) ? desil : default, _ => throw new InvalidOperationException());
        Sembako.Judge(new DateOnly(2025, 6, 1), null, _ => throw new InvalidOperationException());
        Sembako.Judge(new DateOnly(2020, 6, 1), desil, _ => throw new InvalidOperationException());
    }

    private static (ProgrammeVerdict Verdict, IReadOnlyList<Exclusion> Because) Judge(string day, int desil, bool certain, bool unsure) =>
        Sembako.Judge(
            DateOnly.ParseExact(day, "yyyy-MM-dd"),
            Desil.TryFrom(desil, out var ranked) ? ranked : null,
            exclusion => exclusion.IsCertain ? certain : unsure);
}
