using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Type;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>Families without a fault, from a seed. All people are made up.</summary>
internal static class FamilySample
{
    private static readonly string[] Names =
    [
        "Siti Aminah", "Budi", "I Gusti Ayu Putu Ratna Dewi Lestari", "Muhammad  Rizky Pratama", " Nur'aini ",
        "Drs. H. Sukarno Hadi, M.Pd.",
        "Raden Mas Panji Suryo Kusumo Ningrat Wiroatmojo Tjokrodiningrat Mangkunagoro", "Ásta Béla Çelik",
    ];

    /// <summary>A family of a kabupaten.</summary>
    /// <param name="random">Where the rest comes from.</param>
    /// <param name="kabupaten">Kabupaten or kota of domicile.</param>
    /// <param name="serial">1 to 9999; the nomor KK rises with it.</param>
    /// <param name="members">Members; their NIKs differ from those of any other serial or kabupaten.</param>
    public static Family Make(Random random, WilayahCode kabupaten, int serial, int members)
    {
        var wilayah = Config.Rules.Wilayah;
        var kecamatan = Any(random, wilayah.ChildrenOf(kabupaten));
        var desa = Any(random, wilayah.ChildrenOf(kecamatan));
        var desil = random.Next(5) == 0 ? 0u : (uint)random.Next(1, 11);
        var family = new Family
        {
            NomorKartuKeluarga = NumberOf(kabupaten, serial),
            WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
            KodeProvinsi = kabupaten.Parent.ToString(),
            NamaProvinsi = wilayah.NameOf(kabupaten.Parent!.Value),
            KodeKabupatenKota = kabupaten.ToString(),
            KodeKecamatan = kecamatan.ToString(),
            KodeKelurahanDesa = desa.ToString(),
            Alamat = "Jalan Contoh 1",
            NamaKepalaKeluarga = "Budi",
            JenisLantaiTerluas = (uint)random.Next(1, 10),
            Kepemilikan = new Kepemilikan { TabungGas = true, EmasPerhiasan = 0 },
            DesilNasional = desil,
            DesilProvinsi = desil == 0 ? 0 : (uint)random.Next(1, 11),
            DesilKabupatenKota = desil == 0 ? 0 : (uint)random.Next(1, 11),
            DesilBasis = desil == 0 ? DesilBasis.KeluargaBaru : DesilBasis.Peringkat,
        };
        for (var i = 0; i < members; i++)
        {
            family.Members.Add(MakeMember(random, kabupaten, serial, i));
        }

        return family;
    }

    public static string NumberOf(WilayahCode kabupaten, int serial) => Text($"{kabupaten}01010120{serial:D4}");

    // The serial and the member's place make the NIK unique within the kabupaten: places step through days, serials through sequences.
    public static string NikOf(WilayahCode kabupaten, int serial, int member) =>
        Text($"{kabupaten}01{1 + (member % 28):D2}{1 + (member / 28):D2}80{serial:D4}");

    private static Member MakeMember(Random random, WilayahCode kabupaten, int serial, int index) => new()
    {
        NomorIndukKependudukan = NikOf(kabupaten, serial, index),
        Nama = Names[random.Next(Names.Length)],
        TanggalLahir = new Date { Year = random.Next(1900, 2026), Month = random.Next(1, 13), Day = random.Next(1, 29) },
        JenisKelamin = (uint)random.Next(1, 3),
        Pendidikan = new Pendidikan { IjazahTertinggi = (uint)random.Next(1, 24) },
        PenyandangDisabilitas = random.Next(10) == 0 ? new Disabilitas { Melihat = 2 } : null,
        PenyakitKronis = { random.Next(4) == 0 ? [2u, 13u] : [] },
        StatusNik = (NikStatus)random.Next(1, 5),
    };

    private static WilayahCode Any(Random random, IReadOnlyList<WilayahCode> codes) => codes[random.Next(codes.Count)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
