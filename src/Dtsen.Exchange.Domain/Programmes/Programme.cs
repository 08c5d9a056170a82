namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>A programme of assistance, as configuration has it.</summary>
/// <param name="Id">Its id, e.g. <c>pkh</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Variable">Variable of the catalogue that an agreement must name for its verdicts to be read.</param>
/// <param name="Bands">Its bands; no two are in force on the same day.</param>
/// <param name="Exclusions">What excludes.</param>
public sealed record Programme(
    string Id, string Name, string Variable, IReadOnlyList<DesilBand> Bands, IReadOnlyList<Exclusion> Exclusions)
{
    /// <summary>The band that is in force on a day (WIB), or null.</summary>
    public DesilBand? BandOn(DateOnly day) => Bands.FirstOrDefault(band => band.IsInForce(day));

    /// <summary>Judges a family.</summary>
    /// <param name="day">Day (WIB) for which it is judged.</param>
    /// <param name="desil">Desil nasional of the family; null: belum ada desil.</param>
    /// <param name="holds">Whether an exclusion holds for the family; asked only where the desil lies within the band.</param>
    /// <returns>The verdict and the exclusions that led to it.</returns>
    public (ProgrammeVerdict Verdict, IReadOnlyList<Exclusion> Because) Judge(DateOnly day, Desil? desil, Predicate<Exclusion> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        if (BandOn(day) is not { } band)
        {
            return (ProgrammeVerdict.NotInForce, []);
        }

        if (desil is not { } ranked)
        {
            return (ProgrammeVerdict.NotRanked, []);
        }

        if (!band.Contains(ranked))
        {
            return (ProgrammeVerdict.OutOfBand, []);
        }

        var held = Exclusions.Where(exclusion => holds(exclusion)).ToList();
        return held.Exists(exclusion => exclusion.IsCertain)
            ? (ProgrammeVerdict.Excluded, held.FindAll(exclusion => exclusion.IsCertain))
            : (held.Count > 0 ? ProgrammeVerdict.ToBeChecked : ProgrammeVerdict.InBand, held);
    }
}
