using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.Ranking;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// The points that part the desil of the nation, of each province and of each kabupaten, estimated from some families of every kecamatan: a
/// nation that is kept nowhere cannot be ranked by sorting it. About a tenth of the families have each desil.
/// </summary>
internal sealed class DesilBounds
{
    private const int Tenths = 10;
    private const int Sampled = 30;
    private const double TieBreak = 0.05;

    private readonly Dictionary<ulong, double[]> _bounds;

    private DesilBounds(Dictionary<ulong, double[]> bounds) => _bounds = bounds;

    /// <summary>Estimates them.</summary>
    /// <param name="geography">All kabupaten.</param>
    /// <param name="households">Makes the families of a kecamatan, given by its place.</param>
    public static DesilBounds Sample(Geography geography, Func<Kabupaten, int, IEnumerable<Household>> households)
    {
        var scored = geography.All.AsParallel().AsOrdered().SelectMany(place => SampleOf(place, households)).ToList();
        var bounds = new Dictionary<ulong, double[]> { [0] = Bounds(scored) };
        foreach (var region in scored.GroupBy(family => family.Kabupaten).Concat(scored.GroupBy(family => family.Kabupaten / 100)))
        {
            bounds[region.Key] = Bounds(region);
        }

        return new DesilBounds(bounds);
    }

    /// <summary>Gives a family its desil; one that was founded after the snapshot before has none yet.</summary>
    public void Rank(Household household)
    {
        var card = household.Card;
        if (household.IsNew)
        {
            card.DesilBasis = DesilBasis.KeluargaBaru;
            return;
        }

        var points = PointsOf(card);
        card.DesilNasional = Desil(0, points);
        card.DesilProvinsi = Desil(household.Place.Code.Number / 100, points);
        card.DesilKabupatenKota = Desil(household.Place.Code.Number, points);
        card.DesilBasis = DesilBasis.Peringkat;
    }

    private uint Desil(ulong region, double points)
    {
        var at = Array.BinarySearch(_bounds.TryGetValue(region, out var bounds) ? bounds : _bounds[0], points);
        return (uint)(at < 0 ? ~at : at) + 1;
    }

    private static List<Scored> SampleOf(Kabupaten place, Func<Kabupaten, int, IEnumerable<Household>> households)
    {
        var scored = new List<Scored>();
        for (var kecamatan = 0; kecamatan < place.Kecamatan.Count; kecamatan++)
        {
            var some = households(place, kecamatan).Take(Sampled).Where(household => !household.IsNew).ToList();
            var people = place.PeopleBefore(kecamatan + 1) - place.PeopleBefore(kecamatan);
            scored.AddRange(some.Select(household => new Scored(PointsOf(household.Card), (double)people / some.Count, place.Code.Number)));
        }

        return scored;
    }

    // Points come in steps, so many families have the same: a hash of the nomor KK tells them apart.
    private static double PointsOf(Family card) => PmtScore.Of(card) + (TieBreak * new SplitMix(
        ulong.Parse(card.NomorKartuKeluarga, CultureInfo.InvariantCulture)).Fraction());

    private static double[] Bounds(IEnumerable<Scored> families)
    {
        var poorestFirst = families.OrderBy(family => family.Points).ToList();
        var whole = poorestFirst.Sum(family => family.Weight);
        var bounds = new double[Tenths - 1];
        var (upTo, tenth) = (0.0, 0);
        foreach (var family in poorestFirst)
        {
            upTo += family.Weight;
            for (; tenth < bounds.Length && upTo >= whole * (tenth + 1) / Tenths; tenth++)
            {
                bounds[tenth] = family.Points;
            }
        }

        // What rounding left over.
        Array.Fill(bounds, double.MaxValue, tenth, bounds.Length - tenth);
        return bounds;
    }

    private readonly record struct Scored(double Points, double Weight, ulong Kabupaten);
}
