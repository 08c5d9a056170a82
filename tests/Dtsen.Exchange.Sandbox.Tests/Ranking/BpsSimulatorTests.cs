using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Ranking;
using Dtsen.Exchange.Sandbox.Tests.Nation;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Tests.Ranking;

public class BpsSimulatorTests
{
    private static readonly Lazy<NationRanking> First = new(() => new BpsSimulator(Nations.Nation).Rank(Nations.First));
    private static readonly Lazy<IReadOnlyList<Family>> FirstFamilies = new(() => Ranked(First.Value));
    private static readonly Lazy<IReadOnlyList<Family>> SecondFamilies =
        new(() => Ranked(new BpsSimulator(Nations.Nation).Rank(Nations.First.Next)));

    private static readonly HashSet<string> Magic = [.. MagicNiks.All.Select(magic => magic.FamilyNumber)];

    [Fact]
    public void Every_desil_has_a_tenth_of_the_families_that_are_ranked()
    {
        var ranked = FirstFamilies.Value.Where(IsRankedByRank).ToList();
        for (var desil = 1u; desil <= 10; desil++)
        {
            Assert.InRange(ranked.Count(family => family.DesilNasional == desil) - (ranked.Count / 10.0), -1, 1);
            var javaBarat = ranked.Where(family => family.KodeProvinsi == "32").ToList();
            Assert.InRange(javaBarat.Count(family => family.DesilProvinsi == desil) - (javaBarat.Count / 10.0), -1, 1);
        }
    }

    [Fact]
    public void Poor_provinces_have_more_families_in_the_lowest_desil()
    {
        double MeanOf(string province) => FirstFamilies.Value
            .Where(family => family.KodeProvinsi == province && IsRankedByRank(family)).Average(family => family.DesilNasional);

        Assert.True(MeanOf("95") < MeanOf("32") && MeanOf("32") < MeanOf("31"));
    }

    [Fact]
    public void Desil_follows_what_a_family_owns()
    {
        double CarsIn(uint desil) => FirstFamilies.Value
            .Where(family => family.DesilNasional == desil).Average(family => family.Kepemilikan.Mobil ? 1.0 : 0);

        Assert.True(CarsIn(1) < 0.02 && CarsIn(10) > 0.4);
    }

    [Fact]
    public void New_families_have_no_desil_until_the_next_ranking()
    {
        var unranked = FirstFamilies.Value
            .Where(family => family.DesilNasional == 0 && !Magic.Contains(family.NomorKartuKeluarga))
            .ToList();
        var later = SecondFamilies.Value.ToDictionary(family => family.NomorKartuKeluarga);

        Assert.InRange(unranked.Count / (double)FirstFamilies.Value.Count, 0.005, 0.03);
        Assert.All(unranked, family => Assert.Equal(DesilBasis.KeluargaBaru, family.DesilBasis));
        Assert.All(
            unranked.Where(family => later.ContainsKey(family.NomorKartuKeluarga)),
            family => Assert.InRange(later[family.NomorKartuKeluarga].DesilNasional, 1u, 10u));
        Assert.Contains(later.Values, family => family.DesilNasional == 0 && !Magic.Contains(family.NomorKartuKeluarga));
    }

    [Fact]
    public void From_quarter_to_quarter_most_keep_their_desil_and_some_move_far()
    {
        var before = FirstFamilies.Value
            .Where(IsRankedByRank)
            .ToDictionary(family => family.NomorKartuKeluarga, family => (int)family.DesilNasional);
        var moves = SecondFamilies.Value
            .Where(family => IsRankedByRank(family) && before.ContainsKey(family.NomorKartuKeluarga))
            .Select(family => Math.Abs((int)family.DesilNasional - before[family.NomorKartuKeluarga])).ToList();

        Assert.InRange(moves.Count(move => move == 0) / (double)moves.Count, 0.4, 0.95);
        Assert.InRange(moves.Count(move => move >= 4) / (double)moves.Count, 0.0002, 0.05);
    }

    [Fact]
    public void Counts_and_kabupaten_are_those_of_the_families()
    {
        Assert.Equal(FirstFamilies.Value.Count, First.Value.Families);
        Assert.Equal(FirstFamilies.Value.Sum(family => family.Members.Count), First.Value.People);
        Assert.Equal(
            FirstFamilies.Value.Select(family => family.KodeKabupatenKota).Distinct(),
            First.Value.Kabupaten.Select(code => code.ToString()));
    }

    [Fact]
    public void Families_are_in_the_canonical_form()
    {
        foreach (var family in FirstFamilies.Value.Take(500))
        {
            var bytes = family.ToByteArray();
            Assert.Equal(bytes, Family.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes).ToByteArray());
        }
    }

    [Fact]
    public void A_snapshot_id_names_the_period_and_the_nation()
    {
        var other = new BpsSimulator(Nations.Make(seed: 2, people: 1_000)).Rank(Nations.First);

        Assert.Matches("^SNAP-2026-T2-[0-9a-f]{8}$", First.Value.SnapshotId);
        Assert.NotEqual(First.Value.SnapshotId, other.SnapshotId);
    }

    private static bool IsRankedByRank(Family family) => family.DesilNasional != 0 && !Magic.Contains(family.NomorKartuKeluarga);

    private static List<Family> Ranked(NationRanking ranking) => [.. ranking.Kabupaten.SelectMany(ranking.FamiliesOf)];
}
