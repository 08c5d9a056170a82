using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>
/// A kecamatan as full as real ones are: the people of several kabupaten of a synthetic province, all registered in one kecamatan and
/// living in one desa, so that most birth dates have a 0001.
/// </summary>
internal static class Kecamatan
{
    private const int People = 50_000;
    private const int Province = 32;
    private const string Code = "320405";
    private const int DayOfWomen = 40;

    /// <summary>Its families, with names, birth dates and sexes as in the nation.</summary>
    public static IReadOnlyList<Family> Families(DateOnly today)
    {
        var period = new Period(today.Year, ((today.Month - 1) / 3) + 1);
        var nation = new SyntheticNation(
            new NationOptions { People = NationOptions.MaxPeople, FirstPeriod = period, Today = today },
            WilayahTable.Load(Path.Combine(RepositoryFolder.Inner("config"), "wilayah")));
        var issued = new Dictionary<string, int>(StringComparer.Ordinal);
        var families = nation.Kabupaten.Where(kabupaten => kabupaten.Number / 100 == Province)
            .SelectMany(kabupaten => nation.FamiliesOf(kabupaten, period))
            .DistinctBy(family => family.NomorKartuKeluarga);
        var settled = new List<Family>();
        var people = 0;
        foreach (var family in families)
        {
            var members = family.Members.Select(member => Register(member, issued)).ToArray();
            settled.Add(SampleFamilies.Of(
                family.NomorKartuKeluarga, SampleFamilies.KabupatenBandung, (1, 2, 3), members));
            people += members.Length;
            if (people >= People)
            {
                break;
            }
        }

        Assert.True(people >= People, $"{people} people");
        return settled;
    }

    /// <summary>What a NIK of the kecamatan begins with: all but the last four digits.</summary>
    public static string Prefix(DateOnly birth, bool isWoman) =>
        Code + (birth.Day + (isWoman ? DayOfWomen : 0)).ToString("D2", CultureInfo.InvariantCulture)
        + birth.ToString("MMyy", CultureInfo.InvariantCulture);

    private static Member Register(Member member, Dictionary<string, int> issued)
    {
        var birth = member.TanggalLahir;
        var prefix = Prefix(new DateOnly(birth.Year, birth.Month, birth.Day), member.JenisKelamin == 2);
        var number = issued[prefix] = issued.GetValueOrDefault(prefix) + 1;
        var registered = SampleFamilies.Person(prefix + number.ToString("D4", CultureInfo.InvariantCulture), member.Nama);
        registered.TanggalLahir = birth;
        registered.JenisKelamin = member.JenisKelamin;
        return registered;
    }
}
