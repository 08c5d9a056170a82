using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>
/// A thousand people of the synthetic nation, each in a desa of the nation. What the NIK says of every tenth is not what is registered: day
/// and month were exchanged, the year is another, or the sex is.
/// </summary>
internal static class Victims
{
    public const int Count = 1_000;

    private static readonly DateOnly Today = new(2026, 11, 26);

    public static WilayahTable Wilayah { get; } = WilayahTable.Load(Path.Combine(RepositoryFolder.Inner("config"), "wilayah"));

    /// <summary>Their families.</summary>
    public static IReadOnlyList<Family> Families()
    {
        var period = new Period(2026, 3);
        var nation = new SyntheticNation(
            new NationOptions { People = 5_000, FirstPeriod = period, Today = Today }, Wilayah);
        var families = new List<Family>();
        var people = 0;
        foreach (var family in nation.Kabupaten.SelectMany(kabupaten => nation.FamiliesOf(kabupaten, period)))
        {
            var members = family.Members.Where(member => member.StatusNik == Contracts.Type.V1.NikStatus.Aktif)
                .Take(Count - people).ToArray();
            if (members.Length == 0)
            {
                continue;
            }

            foreach (var member in members)
            {
                Correct(member, people++);
            }

            families.Add(SampleFamilies.Of(family.NomorKartuKeluarga, family.KodeKelurahanDesa, (1, 2, 3), members));
            if (people == Count)
            {
                break;
            }
        }

        Assert.Equal(Count, people);
        return families;
    }

    private static void Correct(Member member, int number)
    {
        var born = member.TanggalLahir;
        switch (number % 40)
        {
            case 5 when born.Day <= 12:
                (born.Day, born.Month) = (born.Month, born.Day);
                break;
            case 15:
            case 5:
                born.Year -= 3;
                born.Day = Math.Min(born.Day, 28);
                break;
            case 25:
                born.Day = (born.Day % 28) + 1;
                break;
            case 35:
                member.JenisKelamin = 3 - member.JenisKelamin;
                break;
        }
    }
}
