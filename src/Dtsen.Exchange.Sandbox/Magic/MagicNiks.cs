using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>
/// The NIKs that a partner tests with: one for each outcome, and some that programs get wrong. Their families stand in the sandbox's data
/// like others; no code of the exchange knows them. <c>docs/sandbox.md</c> has the same table.
/// </summary>
public static class MagicNiks
{
    private const string Soreang = "3204372001";
    private const string Cingcin = "3204372019";
    private const string Dayeuhkolot = "3204122002";
    private const string Cileunyi = "3204052001";
    private const string Dago = "3273021004";
    private const string Menteng = "3171061001";
    private const string Gurabesi = "9171011001";
    private const string Renon = "5171011005";
    private const string PasarBaru = "1271011001";

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<MagicNik> All { get; } =
    [
        Ranked(1, "3204375207839901", "Siti Aminah", "3204371203159901", Soreang, new(1, 2, 3), "desil 1; a woman: day of birth 12 + 40"),
        Ranked(2, "3204370511759902", "Ujang Suryana", "3204370109149902", Cingcin, new(2, 3, 4), "desil 2"),
        Ranked(3, "3204121708809903", "Dadang Hermawan", "3204120605169903", Dayeuhkolot, new(3, 4, 5), "desil 3"),
        Ranked(4, "3204054302909904", "Euis Komariah", "3204051107189904", Cileunyi, new(4, 5, 6), "desil 4: last in the band of PKH"),
        Ranked(5, "3204372509889905", "Asep Permana", "3204372202179905", Soreang, new(5, 6, 7), "desil 5: last in the band of PBI-JK"),
        Ranked(6, "3273024106859906", "Neng Ratna Ningrum", "3273020304199906", Dago, new(6, 7, 8), "desil 6; in Kota Bandung"),
        Ranked(7, "3171061212799907", "Mamat Rahman", "3171060908159907", Menteng, new(7, 8, 9), "desil 7; in Jakarta"),
        Ranked(8, "9171016804929908", "Dorkas Rumbiak", "9171011510209908", Gurabesi, new(8, 9, 10), "desil 8; in Papua: above 2^53"),
        Ranked(9, "5171013103819909", "I Wayan Suarta", "5171010201169909", Renon, new(9, 10, 8), "desil 9; in Bali"),
        Ranked(10, "1271010107769910", "Hotman Simanjuntak", "1271012003139910", PasarBaru, new(10, 9, 8), "desil 10; in Medan"),
        Other(
            11, "3204376010019911", "Nia Kurniasih", "3204370606259911", Cingcin, DesilOutcome.BelumAdaDesil,
            "a new family, not ranked yet"),
        Other(12, "3204120303519912", "Karta Sopandi", "3204121809129912", Dayeuhkolot, DesilOutcome.Meninggal, "the person has died"),
        Other(13, "3204055511709913", "Iis Rohaeti", "3204052707159913", Cileunyi, DesilOutcome.NikTidakAktif, "switched off by Dukcapil"),
        Other(14, "3204370906849914", "Cecep Mulyana", "3204370404169914", Soreang, DesilOutcome.NikGanda, "the person has another NIK"),
        new(
            15, "3204371401959915", "Bukan Siapa-siapa", "3204370101209915", "", DesilOutcome.NotFound, null,
            "a NIK as it should be that nobody has"),
        Ranked(16, "3204124911879916", "Yayah Nuraeni", "3204121402179916", Dayeuhkolot, new(3, 4, 4), "was in desil 5 a quarter before")
            with { FirstDesil = new(5, 6, 6) },
        Ranked(17, "3204374803229917", "Onih", "3204371911089917", Cingcin, new(2, 2, 3), "born in 1922; one word for a name"),
        Ranked(
            18, "3204050112909918", "Jum'at Hidayat", "3204053008189918", Cileunyi, new(4, 4, 5),
            "birth date corrected to 1992-12-11; an apostrophe"),
        Ranked(
            19, "3204372007729919", "Drs. H. Raden Mas Hadiwinoto Kusumaningrat Prawirodiningrat, M.Si.", "3204371005119919", Soreang,
            new(9, 9, 10), "a name of 66 characters"),
        Ranked(
            20, "9101015505889920", "Yosina Mahuze", "3204122412219920", Dayeuhkolot, new(3, 3, 4),
            "moved from Merauke, whose code at the time is retired"),
    ];

    /// <summary>The one of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static MagicNik Of(int number) =>
        number >= 1 && number <= All.Count ? All[number - 1] : throw new ArgumentOutOfRangeException(nameof(number));

    private static MagicNik Ranked(int number, string nik, string name, string familyNumber, string desa, MagicDesil desil, string note) =>
        new(number, nik, name, familyNumber, desa, DesilOutcome.Ranked, desil, note);

    private static MagicNik Other(
        int number, string nik, string name, string familyNumber, string desa, DesilOutcome outcome, string note) =>
        new(number, nik, name, familyNumber, desa, outcome, null, note);
}
