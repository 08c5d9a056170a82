using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;
using static Dtsen.Exchange.Contracts.Matching.V1.MatchNextStep;
using static Dtsen.Exchange.Contracts.Matching.V1.MatchOutcome;

namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>
/// Records about the people of <see cref="MagicNiks"/> that a partner tests matching with: at least one for each outcome.
/// <c>docs/matching.md</c> has the same table.
/// </summary>
public static class MagicMatches
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MagicMatch> All { get; } =
    [
        new(Of(1, "Siti Aminah", "1983-07-12", 2), Padan, "00", UseRecord, "all agrees"),
        new(
            Of(19, "Raden Mas Hadiwinoto Kusumaningrat Prawirodiningrat", "1972-07-20", 1), Padan, "00", UseRecord,
            "titles and degrees do not count"),
        new(
            Of(3, "Dadang Hermawam", "1980-08-17", 1), PadanDenganCatatan, "00", UpdateRecord,
            "a slip in the name, whose score is above the threshold"),
        new(Of(18, "Jumat Hidayat", "1992-12-11", 1), Padan, "00", UseRecord, "birth date by the register, not by the NIK"),
        new(
            Of(18, "Jumat Hidayat", "1990-12-01", 1), PadanDenganCatatan, "00", UpdateRecord,
            "birth date by the NIK: it was corrected since"),
        new(Of(5, "Asep Permana", "1988-09-26", 1), PadanDenganCatatan, "00", UpdateRecord, "another birth date"),
        new(Of(2, "Udjang Surjana", "1976-11-05", 2), KemungkinanSalahTulis, "00", CheckNik, "name agrees, birth date and sex do not"),
        new(
            Of("3204121708809904", "Dadang Hermawan", "1980-08-17", 1), KemungkinanSalahTulis, "13", CheckNik,
            "nobody's NIK: the last digit of number 3 was changed"),
        new(
            Of("3204121780809903", "Dadang Hermawan", "1980-08-17", 0), KemungkinanSalahTulis, "15", CheckNik,
            "no NIK: digits 9 and 10 of number 3 were exchanged"),
        new(Of(4, "Tuti Rohmah", "1990-02-03", 2), TidakPadan, "00", CheckIdentity, "another's name: no result of any field is told"),
        new(Of(15, "Bukan Siapa-siapa", "1995-01-14", 1), NikTidakDitemukan, "13", CheckNik, "nobody has the NIK"),
        new(Of(14, "Cecep Mulyana", "1984-06-09", 1), NikGanda, "12", AskForOtherNik, "the person has another NIK"),
        new(Of(13, "Iis Rohaeti", "1970-11-15", 2), NikTidakAktif, "14", SeeDukcapil, "switched off by Dukcapil"),
        new(Of(12, "Karta Sopandi", "1951-03-03", 1), Meninggal, "11", MarkDeceased, "the person has died"),
        new(Of("3.20412E+15", "Karta Sopandi", "1951-03-03", 1), FormatNikSalah, "15", CorrectNik, "a spreadsheet made a number of it"),
        new(
            WithoutNik("Dadang Hermawan", "1980-08-17", 1), KandidatDitemukan, "", AskForNik,
            "no NIK, wilayah 3204: number 3 may be meant, or a namesake"),
        new(WithoutNik("Bukan Siapa-siapa", "1995-01-14", 1), KandidatTidakDitemukan, "", AskForNik, "no NIK, wilayah 3204: nobody"),
        new(Of(6, "Neng Ratna Ningrum", "1985-06-01", 2), BatasPercobaan, "", TryTomorrow, "after five others of the same day")
        {
            TriesBefore = 5,
        },
    ];

    private static MatchRecord Of(int number, string name, string born, uint sex) => Of(MagicNiks.Of(number).Nik, name, born, sex);

    private static MatchRecord WithoutNik(string name, string born, uint sex)
    {
        var record = Of("", name, born, sex);
        (record.WilayahCode, record.WilayahCodeSystem) = ("3204", WilayahCodeSystem.Kemendagri);
        return record;
    }

    private static MatchRecord Of(string nik, string name, string born, uint sex)
    {
        var day = DateOnly.ParseExact(born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new MatchRecord
        {
            Nik = nik, Name = name, Sex = sex, BirthDate = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
        };
    }
}
