using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Tests.Files;
using Dtsen.Exchange.Register.Tests.Releases;

namespace Dtsen.Exchange.Register.Tests.Comparisons;

public sealed class ReleaseComparisonTests : IDisposable
{
    private readonly TemporaryFolder _now = new();
    private readonly TemporaryFolder _before = new();

    public void Dispose()
    {
        _now.Dispose();
        _before.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Counts_are_those_of_a_model_in_memory(int seed)
    {
        var random = new Random(seed);
        var before = UploadSample.Nation(seed, 40, 0).Select(sent => Family.Parser.ParseFrom(sent.Bytes)).ToList();
        var now = new List<Family>();
        foreach (var family in before)
        {
            var copy = family.Clone();
            switch (random.Next(6))
            {
                case 0:
                    continue;
                case 1:
                    Rank(copy, (uint)random.Next(0, 11));
                    break;
                case 2:
                    Move(copy);
                    break;
            }

            now.Add(copy);
        }

        now.AddRange(UploadSample.Nation(seed, 55, 0).Select(sent => Family.Parser.ParseFrom(sent.Bytes))
            .Where(family => before.All(old => old.NomorKartuKeluarga != family.NomorKartuKeluarga)).Take(9));
        using var one = Table(_now, now);
        using var other = Table(_before, before);

        var difference = ReleaseComparison.Run(one, other);

        var pairs = now.Join(before, family => family.NomorKartuKeluarga, family => family.NomorKartuKeluarga, (to, from) => (from, to))
            .ToList();
        Assert.Equal(now.Count, difference.Families);
        Assert.Equal(before.Count, difference.BaseFamilies);
        Assert.Equal(now.Count - pairs.Count, difference.NewFamilies);
        Assert.Equal(before.Count - pairs.Count, difference.GoneFamilies);
        Assert.Equal(ByDesil(now), difference.FamiliesByDesil);
        Assert.Equal(ByDesil(before), difference.BaseFamiliesByDesil);
        for (var from = 0u; from < 11; from++)
        {
            for (var to = 0u; to < 11; to++)
            {
                Assert.Equal(
                    pairs.Count(pair => pair.from.DesilNasional == from && pair.to.DesilNasional == to),
                    difference.Movement[(int)((from * 11) + to)]);
            }
        }

        Assert.Equal(pairs.Count(IsRanked), difference.RankedInBoth);
        Assert.Equal(pairs.Count(IsFar), difference.MovedFar);
        foreach (var code in now.Concat(before).Select(family => family.KodeKabupatenKota).Distinct())
        {
            var counts = difference.Kabupaten[int.Parse(code, System.Globalization.CultureInfo.InvariantCulture)];
            var here = pairs.Where(pair => pair.from.KodeKabupatenKota == code && pair.to.KodeKabupatenKota == code).ToList();
            Assert.Equal(now.Count(family => family.KodeKabupatenKota == code), counts.Families);
            Assert.Equal(before.Count(family => family.KodeKabupatenKota == code), counts.BaseFamilies);
            Assert.Equal(now.Count(family => family.KodeKabupatenKota == code && family.DesilNasional == 0), counts.Unranked);
            Assert.Equal(before.Count(family => family.KodeKabupatenKota == code && family.DesilNasional == 0), counts.BaseUnranked);
            Assert.Equal(counts.Families - here.Count, counts.NewFamilies);
            Assert.Equal(counts.BaseFamilies - here.Count, counts.GoneFamilies);
            Assert.Equal(here.Count(IsFar), counts.MovedFar);
        }
    }

    [Fact]
    public void Of_a_first_release_every_family_is_new()
    {
        var families = UploadSample.Nation(1, 10, 0).Select(sent => Family.Parser.ParseFrom(sent.Bytes)).ToList();
        using var table = Table(_now, families);

        var difference = ReleaseComparison.Run(table, null);

        Assert.Equal((families.Count, 0, families.Count), (difference.Families, difference.BaseFamilies, difference.NewFamilies));
        Assert.DoesNotContain(new ComparisonBounds().ExcessOf(difference), excess => excess.Bound != "unranked_share");
    }

    private static bool IsRanked((Family From, Family To) pair) => pair.From.DesilNasional > 0 && pair.To.DesilNasional > 0;

    private static bool IsFar((Family From, Family To) pair) =>
        IsRanked(pair) && Math.Abs((int)pair.From.DesilNasional - (int)pair.To.DesilNasional) >= 4;

    private static long[] ByDesil(List<Family> families) =>
        [.. Enumerable.Range(0, 11).Select(desil => families.LongCount(family => family.DesilNasional == desil))];

    private static void Rank(Family family, uint desil)
    {
        (family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota) = (desil, desil, desil);
        family.DesilBasis = desil == 0 ? DesilBasis.KeluargaBaru : DesilBasis.Peringkat;
    }

    private static void Move(Family family)
    {
        var to = Config.Kabupaten(family.KodeKabupatenKota == "3204" ? "3273" : "3204");
        var kecamatan = Config.Rules.Wilayah.ChildrenOf(to)[0];
        family.KodeProvinsi = to.Parent.ToString();
        family.KodeKabupatenKota = to.ToString();
        family.KodeKecamatan = kecamatan.ToString();
        family.KodeKelurahanDesa = Config.Rules.Wilayah.ChildrenOf(kecamatan)[0].ToString();
    }

    private static FamilyTable Table(TemporaryFolder folder, IEnumerable<Family> families)
    {
        UploadSample.Send(
            folder.File("upload"),
            families.OrderBy(family => family.NomorKartuKeluarga, StringComparer.Ordinal)
                .Select(family => UploadSample.Good(Config.Kabupaten(family.KodeKabupatenKota), family)),
            7);
        Assert.Empty(UploadSample.Check(folder).SetAside);
        return FamilyTable.Open(folder.File("release"));
    }
}
