using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Client.Tests.Releases;

/// <summary>Families of Kota Bandung and Kota Jayapura without a fault. All people are made up.</summary>
internal static class FamilySample
{
    public const string Bandung = "3273";
    public const string Jayapura = "9171";

    /// <summary>Families 1 to <paramref name="count"/> of a kota.</summary>
    public static IReadOnlyList<byte[]> Of(string kota, int count) =>
        [.. Enumerable.Range(1, count).Select(serial => Family(kota, serial).ToByteArray())];

    public static Family Family(string kota, int serial)
    {
        var (provinsi, kecamatan, desa) = kota == Bandung ? ("32", "327301", "3273011001") : ("91", "917101", "9171011001");
        return new Family
        {
            NomorKartuKeluarga = FamilyNumber(kota, serial),
            WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
            KodeProvinsi = provinsi,
            KodeKabupatenKota = kota,
            KodeKecamatan = kecamatan,
            KodeKelurahanDesa = desa,
            NamaKepalaKeluarga = Name(serial),
            DesilNasional = (uint)((serial % 10) + 1),
            DesilProvinsi = 5,
            DesilKabupatenKota = 6,
            DesilBasis = DesilBasis.Peringkat,
            Members =
            {
                new Member
                {
                    NomorIndukKependudukan = Nik(kota, serial),
                    Nama = Name(serial),
                    TanggalLahir = new Date { Year = 1990, Month = 7, Day = 1 },
                    JenisKelamin = 2,
                    StatusNik = NikStatus.Aktif,
                },
            },
        };
    }

    public static string FamilyNumber(string kota, int serial) =>
        string.Create(CultureInfo.InvariantCulture, $"{kota}01010120{serial:D4}");

    /// <summary>A woman, born 1 July 1990.</summary>
    public static string Nik(string kota, int serial) => string.Create(CultureInfo.InvariantCulture, $"{kota}01410790{serial:D4}");

    public static string Name(int serial) => string.Create(CultureInfo.InvariantCulture, $"Warga Contoh {serial}");
}
