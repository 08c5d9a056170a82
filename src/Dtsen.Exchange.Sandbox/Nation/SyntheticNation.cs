using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// A nation of people who do not exist, in the desa that do. Each kabupaten is made when it is asked for and kept nowhere: what comes out
/// depends on the options alone.
/// </summary>
public sealed class SyntheticNation
{
    private const int SnapshotDayOfMonth = 18;
    private const ulong MoveStream = 31;

    private readonly NationOptions _options;
    private readonly SplitMix _nation;

    /// <summary>Settles the regions; makes no people yet.</summary>
    /// <param name="options">What decides the nation.</param>
    /// <param name="wilayah">Regions.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many people.</exception>
    public SyntheticNation(NationOptions options, WilayahTable wilayah)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(wilayah);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.People, NationOptions.MinPeople);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.People, NationOptions.MaxPeople);
        _options = options;
        Geography = new Geography(wilayah, options.People);
        _nation = new SplitMix(SplitMix.Mix(options.Seed + 1));
        Kabupaten = [.. Geography.All.Select(kabupaten => kabupaten.Code)];
    }

    /// <summary>Every kabupaten and kota, in order of code; in a small nation some have no people.</summary>
    public IReadOnlyList<WilayahCode> Kabupaten { get; }

    /// <summary>The period in which the nation begins.</summary>
    public Period FirstPeriod => _options.FirstPeriod;

    /// <summary>Eight characters that tell this nation from others.</summary>
    public string Fingerprint =>
        ((uint)SplitMix.Mix(SplitMix.Mix(_options.Seed) + (ulong)_options.People)).ToString("x8", CultureInfo.InvariantCulture);

    internal Geography Geography { get; }

    /// <summary>
    /// Day on which the register is frozen to be ranked: the 18th of a period's last month, the day after the last cut-off, or today where
    /// that is yet to come.
    /// </summary>
    public DateOnly SnapshotDay(Period period)
    {
        var day = new DateOnly(period.Year, period.Quarter * 3, SnapshotDayOfMonth);
        return day < _options.Today ? day : _options.Today;
    }

    /// <summary>Families of a kabupaten on the snapshot day of a period, without desil, in rising order of nomor KK.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is before the nation's first or has not begun.</exception>
    public IReadOnlyList<Family> FamiliesOf(WilayahCode kabupaten, Period period) =>
        [.. HouseholdsOf(kabupaten, period).Select(household => household.Card)];

    internal IReadOnlyList<Household> HouseholdsOf(WilayahCode kabupaten, Period period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, _options.FirstPeriod);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period.FirstDay, _options.Today);
        var place = Geography.Of(kabupaten);
        var quarters = Quarters(period);
        var sources = quarters.Select(quarter => SourceOf(place, quarter.Number)).Append(place).DistinctBy(source => source.Index);
        return
        [
            .. sources.SelectMany(source => Natives(source, quarters))
                .Where(household => household.Place == place)
                .OrderBy(household => household.Card.NomorKartuKeluarga, StringComparer.Ordinal),
        ];
    }

    /// <summary>The families that began in a kabupaten, wherever they live by now.</summary>
    private List<Household> Natives(Kabupaten home, IReadOnlyList<Step> steps)
    {
        var registrar = new Registrar(home);
        var first = SnapshotDay(_options.FirstPeriod);
        var maker = new HouseholdMaker(home, Geography, registrar, first, _options.FirstPeriod.FirstDay, _nation);
        var households = new List<Household>();
        for (var left = home.People; left > 0; left -= households[^1].Card.Members.Count)
        {
            households.Add(maker.Make(households.Count, households.LastOrDefault(), left));
        }

        foreach (var step in steps)
        {
            var quarter = new Quarter(step.Number, step.Begins, step.Day, DestinationOf(home, step.Number));
            households = [.. households.SelectMany(household => quarter.Pass(household, registrar, Geography, _nation))];
        }

        return households;
    }

    private List<Step> Quarters(Period period)
    {
        var steps = new List<Step>();
        for (var at = _options.FirstPeriod; at.CompareTo(period) < 0; at = at.Next)
        {
            steps.Add(new Step(steps.Count + 1, SnapshotDay(at).AddDays(1), SnapshotDay(at.Next)));
        }

        return steps;
    }

    private Kabupaten DestinationOf(Kabupaten home, int step) => Geography.All[(home.Index + Distance(step)) % Geography.All.Count];

    private Kabupaten SourceOf(Kabupaten place, int step) =>
        Geography.All[(place.Index + Geography.All.Count - Distance(step)) % Geography.All.Count];

    private int Distance(int step) => 1 + _nation.Fork(MoveStream).Fork((ulong)step).Below(Geography.All.Count - 1);

    private readonly record struct Step(int Number, DateOnly Begins, DateOnly Day);
}
