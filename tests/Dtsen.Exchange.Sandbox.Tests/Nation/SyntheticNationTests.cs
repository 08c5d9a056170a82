using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Tests.Nation;

public class SyntheticNationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var one = Digest(Nations.FirstFamilies);

        Assert.Equal(one, Digest(Nations.FamiliesOf(Nations.Make(seed: 1), Nations.First)));
        Assert.NotEqual(one, Digest(Nations.FamiliesOf(Nations.Make(seed: 2), Nations.First)));
    }

    [Fact]
    public void A_kabupaten_comes_out_the_same_whatever_was_asked_before()
    {
        _ = WilayahCode.TryParse("3204", out var bandung);
        var alone = Nations.Make(seed: 1).FamiliesOf(bandung, Nations.First.Next);

        Assert.Equal(Digest(Nations.SecondFamilies.Where(family => family.KodeKabupatenKota == "3204")), Digest(alone));
    }

    [Fact]
    public void It_has_as_many_people_as_were_asked_for()
    {
        Assert.Equal(Nations.People, Nations.FirstPeople.Count());
        Assert.Equal(
            NationOptions.MinPeople,
            Nations.FamiliesOf(Nations.Make(seed: 3, NationOptions.MinPeople), Nations.First).Sum(family => family.Members.Count));
    }

    [Theory]
    [InlineData(NationOptions.MinPeople - 1)]
    [InlineData(NationOptions.MaxPeople + 1)]
    public void Too_few_and_too_many_people_are_refused(int people) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Nations.Make(seed: 1, people));

    [Fact]
    public void A_period_before_its_first_and_one_to_come_are_refused()
    {
        var kabupaten = Nations.Nation.Kabupaten[0];

        Assert.Throws<ArgumentOutOfRangeException>(() => Nations.Nation.FamiliesOf(kabupaten, Nations.First.Previous));
        Assert.Throws<ArgumentOutOfRangeException>(() => Nations.Nation.FamiliesOf(kabupaten, new(2027, 1)));
    }

    [Fact]
    public void No_nik_and_no_nomor_kk_is_given_twice_in_either_quarter()
    {
        foreach (var families in new[] { Nations.FirstFamilies, Nations.SecondFamilies })
        {
            Assert.Equal(families.Count, families.Select(family => family.NomorKartuKeluarga).Distinct().Count());
            var niks = families.SelectMany(family => family.Members).Select(member => member.NomorIndukKependudukan).ToList();
            Assert.Equal(niks.Count, niks.Distinct().Count());
        }
    }

    [Fact]
    public void Families_stand_in_rising_order_in_the_kabupaten_in_which_they_live()
    {
        foreach (var kabupaten in Nations.Nation.Kabupaten.Where((_, index) => index % 40 == 0))
        {
            var families = Nations.Nation.FamiliesOf(kabupaten, Nations.First.Next);

            Assert.All(families, family => Assert.StartsWith(kabupaten.ToString(), family.KodeKelurahanDesa, StringComparison.Ordinal));
            var numbers = families.Select(family => family.NomorKartuKeluarga).ToList();
            Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        }
    }

    [Theory]
    [InlineData("32")]
    [InlineData("3204")]
    [InlineData("3273")]
    public void The_smallest_nation_has_people_under_every_pemda_of_the_configuration(string wilayah)
    {
        var families = Nations.FamiliesOf(Nations.Make(seed: 4, NationOptions.MinPeople), Nations.First);

        Assert.Contains(families, family => family.KodeKabupatenKota.StartsWith(wilayah, StringComparison.Ordinal));
    }

    [Fact]
    public void A_family_has_its_head_first_and_no_other_head()
    {
        foreach (var family in Nations.FirstFamilies.Concat(Nations.SecondFamilies))
        {
            Assert.Equal(Relation.Head, family.Members[0].Relation());
            Assert.Equal(family.NamaKepalaKeluarga, family.Members[0].Nama);
            Assert.DoesNotContain(family.Members.Skip(1), member => member.Relation() == Relation.Head);
            Assert.True(family.Members.Count(member => member.Relation() == Relation.Spouse) <= 1);
        }
    }

    [Fact]
    public void Children_are_younger_than_their_parents()
    {
        var younger = Nations.FirstFamilies.SelectMany(family => family.Members
            .Where(member => member.Relation() == Relation.Child)
            .Select(child => child.Born().DayNumber - family.Members[0].Born().DayNumber));

        Assert.All(younger, days => Assert.True(days > 14 * 365));
    }

    [Fact]
    public void Men_and_women_young_and_old_are_there_in_the_shares_of_a_nation()
    {
        var ages = Nations.FirstPeople.Select(member => member.AgeOn(Nations.Nation.SnapshotDay(Nations.First))).ToList();
        double Share(Func<int, bool> of) => ages.Count(of) / (double)ages.Count;

        Assert.InRange(Nations.FirstPeople.Count(member => member.JenisKelamin == 1) / (double)Nations.People, 0.45, 0.55);
        Assert.InRange(Share(age => age < 15), 0.15, 0.40);
        Assert.InRange(Share(age => age is >= 15 and < 65), 0.50, 0.75);
        Assert.InRange(Share(age => age >= 65), 0.04, 0.18);
        Assert.InRange(Nations.People / (double)Nations.FirstFamilies.Count, 2.6, 3.8);
    }

    private static string Digest(IEnumerable<Family> families)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var family in families)
        {
            hash.AppendData(family.ToByteArray());
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
