using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>Families without a fault. All people are made up.</summary>
internal static class SampleFamilies
{
    /// <summary>A desa of Kabupaten Bandung.</summary>
    public const string KabupatenBandung = "3204052001";

    /// <summary>A kelurahan of Kota Bandung, in the same province.</summary>
    public const string KotaBandung = "3273011001";

    /// <summary>A kelurahan of Kota Surabaya, in another province.</summary>
    public const string Surabaya = "3578011001";

    /// <summary>A family with desil in nation, province and kabupaten; all 0: belum ada desil.</summary>
    public static Family Of(string number, string desa, (uint Nasional, uint Provinsi, uint Kabupaten) desil, params Member[] members)
    {
        var family = new Family
        {
            NomorKartuKeluarga = number,
            WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
            KodeProvinsi = desa[..2],
            KodeKabupatenKota = desa[..4],
            KodeKecamatan = desa[..6],
            KodeKelurahanDesa = desa,
            Alamat = "Jalan Contoh 1",
            DesilNasional = desil.Nasional,
            DesilProvinsi = desil.Provinsi,
            DesilKabupatenKota = desil.Kabupaten,
            DesilBasis = desil.Nasional == 0 ? DesilBasis.KeluargaBaru : DesilBasis.Peringkat,
        };
        family.Members.AddRange(members);
        return family;
    }

    public static Member Person(string nik, string name, NikStatus status = NikStatus.Aktif) => new()
    {
        NomorIndukKependudukan = nik,
        Nama = name,
        TanggalLahir = new Date { Year = 1980, Month = 1, Day = 1 },
        JenisKelamin = 1,
        StatusNik = status,
    };
}
