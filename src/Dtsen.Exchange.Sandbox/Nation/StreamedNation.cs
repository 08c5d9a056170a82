using System.Globalization;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// A ranked nation of any size up to the whole one, as a stream in the order in which BPS uploads it: families like those of
/// <see cref="SyntheticNation"/>, made one kecamatan after the other and kept nowhere. It has one period and no
/// <see cref="Magic.MagicNiks"/>.
/// </summary>
/// <remarks>
/// Memory: for each kabupaten that is read, the families of one kecamatan, and how many NIKs were issued outside of their holders' own.
/// </remarks>
public sealed class StreamedNation
{
    /// <summary>As many people as Indonesia had in January 2026.</summary>
    public const int MaxPeople = 289_060_513;

    private readonly NationOptions _options;
    private readonly Geography _geography;
    private readonly SplitMix _nation;
    private readonly DateOnly _day;
    private readonly Lazy<DesilBounds> _bounds;

    /// <summary>Settles the regions; makes no people yet.</summary>
    /// <param name="options">What decides the nation.</param>
    /// <param name="wilayah">Regions.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many people.</exception>
    public StreamedNation(NationOptions options, WilayahTable wilayah)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.People, NationOptions.MinPeople);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.People, MaxPeople);
        _options = options;
        _geography = new Geography(wilayah, options.People, hasManyStreets: true);
        _nation = new SplitMix(SplitMix.Mix(options.Seed + 1));
        _day = options.FirstPeriod.Next.FirstDay.AddDays(-1);
        _day = _day < options.Today ? _day : options.Today;
        _bounds = new Lazy<DesilBounds>(() => DesilBounds.Sample(
            _geography, (place, kecamatan) => Households(place, kecamatan, new Registrar(place))));
        Sources =
        [
            .. _geography.All.Where(place => place.People > 0)
                .Select(place => new KabupatenSource(place.Code.ToString(), () => FamiliesOf(place))),
        ];
    }

    /// <summary>BPS's id of the snapshot: the same options have the same.</summary>
    public string SnapshotId => string.Create(
        CultureInfo.InvariantCulture, $"SNAP-{_options.FirstPeriod}-{_options.People}-{_options.Seed}");

    /// <summary>What an upload reads: kabupaten and kota with people, in order of code.</summary>
    public IReadOnlyList<KabupatenSource> Sources { get; }

    private IEnumerable<ReadOnlyMemory<byte>> FamiliesOf(Kabupaten place)
    {
        var registrar = new Registrar(place);
        var written = new FamilyBuffer();
        foreach (var (kecamatan, _) in place.Kecamatan.Index().OrderBy(kecamatan => kecamatan.Item.Number))
        {
            written.Clear();
            foreach (var household in Households(place, kecamatan, registrar))
            {
                _bounds.Value.Rank(household);
                written.Add(household.Card);
            }

            foreach (var family in written.InOrder())
            {
                yield return family;
            }
        }
    }

    /// <summary>The families of a kecamatan, in the order in which they are made. Each is as it stays once the next is asked for.</summary>
    private IEnumerable<Household> Households(Kabupaten place, int kecamatan, Registrar registrar)
    {
        registrar.Enter(place.Kecamatan[kecamatan].Number);
        var maker = new HouseholdMaker(place, _geography, registrar, _day, _options.FirstPeriod.FirstDay, _nation, kecamatan);
        Household? before = null;
        var left = place.PeopleBefore(kecamatan + 1) - place.PeopleBefore(kecamatan);
        for (var index = kecamatan << 18; left > 0; index++)
        {
            var household = maker.Make(index, before, left);
            left -= household.Card.Members.Count;
            if (before is not null)
            {
                yield return before;
            }

            before = household;
        }

        if (before is not null)
        {
            yield return before;
        }
    }
}
