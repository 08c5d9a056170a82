using System.Globalization;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox.Ranking;

/// <summary>
/// BPS as the sandbox plays it: freezes the nation, estimates each family's welfare and gives out desil by rank. Families count, not
/// people: every desil has a tenth of the families of the nation, of a province, of a kabupaten. A family whose nomor KK was issued to a
/// new family after the snapshot before has none yet. <see cref="MagicNiks"/> keep the desil that their table says and take no part.
/// </summary>
public sealed class BpsSimulator(SyntheticNation nation)
{
    private const int Tenths = 10;

    /// <summary>Ranks the nation of a period. Keeps some bytes a family; families themselves are made again when they are read.</summary>
    public NationRanking Rank(Period period)
    {
        var all = nation.Kabupaten.AsParallel().AsOrdered().Select(kabupaten => Score(kabupaten, period)).ToList();
        var scored = all.SelectMany(scores => scores.Scored).ToList();
        scored.Sort();
        var sizes = all.Where(scores => scores.Families > 0).ToDictionary(scores => scores.Kabupaten, scores => scores.Families);
        return new NationRanking(nation, period, DesilByRank(scored), sizes, all.Sum(scores => scores.People));
    }

    private Scores Score(WilayahCode code, Period period)
    {
        var kabupaten = (int)code.Number;
        var households = nation.HouseholdsOf(code, period);
        var scored = new List<Scored>(households.Count);
        foreach (var household in households.Where(household => !household.IsNew))
        {
            var number = ulong.Parse(household.Card.NomorKartuKeluarga, CultureInfo.InvariantCulture);
            scored.Add(new Scored(PmtScore.Of(household.Card), SplitMix.Mix(number), number, kabupaten));
        }

        return new Scores(kabupaten, scored, households.Count, households.Sum(household => household.Card.Members.Count));
    }

    private static Dictionary<ulong, ushort> DesilByRank(List<Scored> poorestFirst)
    {
        var inKabupaten = new Dictionary<int, (int All, int Before)>();
        foreach (var family in poorestFirst)
        {
            Count(inKabupaten, family.Kabupaten);
            Count(inKabupaten, family.Kabupaten / 100);
        }

        var desil = new Dictionary<ulong, ushort>(poorestFirst.Count);
        for (var rank = 0; rank < poorestFirst.Count; rank++)
        {
            var family = poorestFirst[rank];
            desil[family.FamilyNumber] = new DesilSet(
                Tenth(rank, poorestFirst.Count),
                Next(inKabupaten, family.Kabupaten / 100),
                Next(inKabupaten, family.Kabupaten),
                DesilBasis.Ranked).Pack();
        }

        return desil;
    }

    private static void Count(Dictionary<int, (int All, int Before)> counts, int region) =>
        counts[region] = (counts.GetValueOrDefault(region).All + 1, 0);

    private static Desil? Next(Dictionary<int, (int All, int Before)> counts, int region)
    {
        var (all, before) = counts[region];
        counts[region] = (all, before + 1);
        return Tenth(before, all);
    }

    private static Desil? Tenth(int rank, int all) => Desil.TryFrom(1 + (int)((long)rank * Tenths / all), out var desil) ? desil : null;

    private sealed record Scores(int Kabupaten, List<Scored> Scored, long Families, long People);

    /// <summary>A family's place in the ranking. Equal points are told apart by a hash of the nomor KK, which favours nobody.</summary>
    private readonly record struct Scored(double Points, ulong TieBreak, ulong FamilyNumber, int Kabupaten) : IComparable<Scored>
    {
        public int CompareTo(Scored other) => (Points, TieBreak).CompareTo((other.Points, other.TieBreak));
    }
}
