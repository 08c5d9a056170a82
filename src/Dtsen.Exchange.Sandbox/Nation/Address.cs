using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Settles a family in a desa: region codes and names, street, and where the house stands.</summary>
internal static class Address
{
    private const double SpreadDegrees = 0.6;
    private static readonly string[] Streets =
    [
        "Merdeka", "Sudirman", "Diponegoro", "Ahmad Yani", "Kartini", "Melati", "Mawar", "Cempaka", "Pasar Lama", "Masjid", "Pahlawan",
        "Veteran",
    ];

    private static readonly string[] Hamlets =
    [
        "Krajan", "Karanganyar", "Sukamaju", "Mekarsari", "Tanjung", "Pasir", "Babakan", "Lemah Abang", "Ujung", "Muara", "Bukit",
        "Harapan",
    ];

    // Syllables of the names of places.
    private static readonly string[] First =
    [
        "Suka", "Karang", "Mekar", "Sumber", "Banjar", "Tanjung", "Pasir", "Ciba", "Kali", "Wono", "Marga", "Rawa", "Batu", "Lubuk", "Ulu",
        "Sri", "Giri", "Bumi", "Harapan", "Padang", "Sido", "Talang", "Gunung", "Muara", "Sungai", "Teluk", "Kampung", "Pulo", "Jati",
    ];

    private static readonly string[] Middle =
    [
        "maju", "sari", "jaya", "mulya", "rasa", "agung", "tani", "asih", "indah", "raya", "lama", "baru", "wangi", "dadi", "rejo",
        "sono", "kerta", "bakti", "laya", "nata", "pura", "winangun", "luhur", "damai", "bina", "tirta", "nagara", "kencana", "sentosa",
    ];

    private static readonly string[] Last =
    [
        " Kidul", " Lor", " Kulon", " Wetan", " Tengah", " Hilir", " Hulu", " Barat", " Timur", " Utara", " Selatan", " Permai",
        " Asri", " I", " II", " III", " IV", " V", " VI",
    ];

    public static void Settle(Household household, WilayahCode desa, WilayahTable wilayah, SplitMix dice)
    {
        var (card, place) = (household.Card, household.Place);
        household.Desa = desa;
        var kecamatan = desa.Parent!.Value;
        card.WilayahCodeSystem = WilayahCodeSystem.Kemendagri;
        card.KodeProvinsi = place.Code.Parent!.Value.ToString();
        card.NamaProvinsi = place.ProvinceName;
        card.KodeKabupatenKota = place.Code.ToString();
        card.NamaKabupatenKota = place.Name;
        card.KodeKecamatan = kecamatan.ToString();
        card.NamaKecamatan = wilayah.NameOf(kecamatan);
        card.KodeKelurahanDesa = desa.ToString();
        card.NamaKelurahanDesa = wilayah.NameOf(desa);
        card.Alamat = Street(place, desa, dice);
        card.Lokasi = new Lokasi
        {
            Latitude = Math.Round(place.Traits.Latitude + ((dice.Fraction() - 0.5) * SpreadDegrees), 5),
            Longitude = Math.Round(place.Traits.Longitude + ((dice.Fraction() - 0.5) * SpreadDegrees), 5),
        };
    }

    /// <summary>A street address with RT and RW.</summary>
    public static string Street(Kabupaten place, WilayahCode desa, SplitMix dice)
    {
        if (place.HasManyStreets)
        {
            return ManyStreets(place, desa, dice);
        }

        var street = place.Code.IsKota || desa.DesaKind == 1
            ? string.Create(CultureInfo.InvariantCulture, $"Jl. {dice.Pick<string>(Streets)} No. {dice.Between(1, 180)}")
            : $"{(place.Traits.Code is 32 or 36 or > 90 ? "Kp." : "Dusun")} {dice.Pick<string>(Hamlets)}";
        return string.Create(CultureInfo.InvariantCulture, $"{street} RT {dice.Between(1, 12):D3} RW {dice.Between(1, 15):D3}");
    }

    /// <summary>Streets of so many names that hardly any two houses share an address.</summary>
    private static string ManyStreets(Kabupaten place, WilayahCode desa, SplitMix dice)
    {
        var isTown = place.Code.IsKota || desa.DesaKind == 1;
        var name = $"{dice.Pick<string>(First)}{dice.Pick<string>(Middle)}{dice.Pick<string>(Last)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(isTown ? "Jl." : "Dusun")} {name} No. {dice.Between(1, 400)} RT {dice.Between(1, 30):D3} RW {dice.Between(1, 20):D3}");
    }
}
