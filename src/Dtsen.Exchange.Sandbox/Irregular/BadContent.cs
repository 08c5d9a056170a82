using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Sandbox.Irregular;

/// <summary>Families whose numbers are right and whose content is not.</summary>
internal static class BadContent
{
    private const int LongestName = 200;

    public static void AddTo(BadRanking ranking)
    {
        ranking.Add(
            "a desa of Kota Bandung, sent under Kabupaten Bandung", SetAsideReason.WilayahInvalid, "kode_kelurahan_desa",
            family => family.KodeKelurahanDesa = "3273021004");
        ranking.Add(
            "region codes of BPS", SetAsideReason.WilayahInvalid, "wilayah_code_system",
            family => family.WilayahCodeSystem = WilayahCodeSystem.Bps);
        ranking.Add(
            "a desa that no list knows", SetAsideReason.WilayahInvalid, "kode_kelurahan_desa",
            family => family.KodeKelurahanDesa = "3204379999");
        ranking.Add("desil 11", SetAsideReason.DesilInvalid, "desil_nasional", family => family.DesilNasional = 11);
        ranking.Add(
            "a desil, and yet a new family", SetAsideReason.DesilInvalid, "desil_basis",
            family => family.DesilBasis = DesilBasis.KeluargaBaru);
        ranking.Add(
            "floor of kind 99", SetAsideReason.CodeUnknown, "jenis_lantai_terluas",
            family => family.JenisLantaiTerluas = 99);
        ranking.Add(
            "chronic illness 99", SetAsideReason.CodeUnknown, "members[0].penyakit_kronis",
            family => family.Members[0].PenyakitKronis[0] = 99);
        ranking.Add("no members", SetAsideReason.MembersInvalid, "members", family => family.Members.Clear());
        ranking.Add("a name of blanks", SetAsideReason.NameInvalid, "members[0].nama", family => family.Members[0].Nama = "  ");
        ranking.Add(
            "a name of 201 characters", SetAsideReason.NameInvalid, "members[0].nama",
            family => family.Members[0].Nama = new string('A', LongestName + 1));
        BirthDates(ranking);
        ranking.Add(
            "no state of the NIK", SetAsideReason.NikStatusMissing, "members[0].status_nik",
            family => family.Members[0].StatusNik = NikStatus.Unspecified);
    }

    private static void BirthDates(BadRanking ranking)
    {
        foreach (var (what, date) in new (string, Date?)[]
        {
            ("no birth date", null),
            ("birth date 30 February", new Date { Year = 1983, Month = 2, Day = 30 }),
            ("born in 1879", new Date { Year = 1879, Month = 12, Day = 31 }),
            ("born in a year to come", new Date { Year = 2199, Month = 1, Day = 1 }),
        })
        {
            ranking.Add(
                what, SetAsideReason.BirthDateInvalid, "members[0].tanggal_lahir",
                family => family.Members[0].TanggalLahir = date);
        }
    }
}
