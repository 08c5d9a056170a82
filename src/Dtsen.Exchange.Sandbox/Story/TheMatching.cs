using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>An agency matches its own list: most of it is right, and the rest is wrong in the ways in which lists are wrong.</summary>
internal static class TheMatching
{
    private const string Application = "bpjs-ketenagakerjaan.kepesertaan";
    private const int Rows = 10_000;
    private const int Bulk = 1_000;
    private const int NikLength = 16;

    /// <summary>What is told of a kind of row holds for nearly all of it: a changed digit may give another living person's NIK.</summary>
    private const double Nearly = 0.95;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Chapter("An agency matches 10,000 people");
        var list = ListOf(scene.Quarters[^1].Files.Sources.SelectMany(source => scene.Quarters[^1].Files.Read(source.KodeKabupatenKota)));
        var matching = scene.World.ClientOf(Application).With(new CallContext { Purpose = "pemadanan" }).Matching;
        var answers = new List<MatchAnswer>();
        foreach (var records in list.Chunk(Bulk))
        {
            var request = new BulkMatchRequest { Records = { records.Select(row => row.Record) } };
            var response = await matching.BulkMatchAsync(request, cancellationToken: cancellation);
            answers.AddRange(response.Items.Select(item => item.Answer ?? new MatchAnswer()));
        }

        scene.Narrator.Say(
            $"BPJS Ketenagakerjaan sends {Words.Of(list.Count)} members as they stand in its books: NIK, name, date of birth, sex. Of each "
            + "it is told whether the record is of the person who has the NIK, and what to do if not; never what the register holds.");
        var kinds = list.Zip(answers).GroupBy(row => row.First.Kind).ToList();
        scene.Narrator.Show(
            ["In the list", "Rows", "Answered"],
            kinds.Select(kind => new[]
            {
                kind.Key.Name, Words.Of(kind.Count()),
                Words.Of(kind.CountBy(row => row.Second.Outcome).OrderByDescending(outcome => outcome.Value)
                    .Select(outcome => $"{Words.Of(outcome.Key)} {Words.Of(outcome.Value)}")),
            }));
        foreach (var kind in kinds)
        {
            var right = kind.Count(row => row.Second.Outcome == row.First.Kind.Expected);
            scene.Note(
                $"Matched: {kind.Key.Name}", $"{Words.Of(right)} of {Words.Of(kind.Count())} {Words.Of(kind.Key.Expected)}",
                right >= kind.Count() * Nearly);
        }
    }

    private static List<(MatchRecord Record, Kind Kind)> ListOf(IEnumerable<ReadOnlyMemory<byte>> families) =>
    [
        .. families
            .SelectMany(family => Family.Parser.ParseFrom(family.Span).Members)
            .Take(Rows)
            .Select((member, row) => Of(member, row)),
    ];

    private static (MatchRecord Record, Kind Kind) Of(Member member, int row)
    {
        var record = new MatchRecord
        {
            Nik = member.NomorIndukKependudukan, Name = member.Nama, BirthDate = member.TanggalLahir, Sex = member.JenisKelamin,
        };
        switch (member.StatusNik)
        {
            case NikStatus.Meninggal:
                return (record, new Kind("who has died", MatchOutcome.Meninggal));
            case NikStatus.TidakAktif:
                return (record, new Kind("whose NIK is switched off", MatchOutcome.NikTidakAktif));
            case NikStatus.Ganda:
                return (record, new Kind("who has another NIK", MatchOutcome.NikGanda));
        }

        switch (row % 100)
        {
            case < 10:
                record.Name = (member.JenisKelamin == 1 ? "H. " : "Hj. ") + member.Nama.ToUpperInvariant() + ", S.Pd";
                return (record, new Kind("with titles and in capitals", MatchOutcome.Padan));
            case < 14:
                record.BirthDate = OtherDay(member.TanggalLahir);
                return (record, new Kind("with another day of birth", MatchOutcome.PadanDenganCatatan));
            case < 16:
                record.Nik = WithLastDigitChanged(record.Nik);
                return (record, new Kind("with a digit of the NIK mistaken", MatchOutcome.KemungkinanSalahTulis));
            case 16:
                record.Name = "Qodir Zulkarnain Xaverius";
                return (record, new Kind("with the NIK of somebody else", MatchOutcome.TidakPadan));
            case 17:
                record.Nik = double.Parse(record.Nik, CultureInfo.InvariantCulture).ToString("0.#####E+00", CultureInfo.InvariantCulture);
                return (record, new Kind("with a NIK that a spreadsheet made a number of", MatchOutcome.FormatNikSalah));
            default:
                return (record, new Kind("as registered", MatchOutcome.Padan));
        }
    }

    private static Date OtherDay(Date day) => new() { Year = day.Year, Month = day.Month, Day = day.Day == 1 ? 2 : day.Day - 1 };

    private static string WithLastDigitChanged(string nik) =>
        nik[..(NikLength - 1)] + ((nik[^1] - '0' + 5) % 10).ToString(CultureInfo.InvariantCulture);

    private sealed record Kind(string Name, MatchOutcome Expected);
}
