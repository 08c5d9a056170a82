using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Population;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.World;
using Google.Type;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>Dukcapil reports what happened in a family since the ranking, and whoever asks next is told by it.</summary>
internal static class TheEvents
{
    private const string Dukcapil = "dukcapil.kependudukan";
    private const int Head = 1;
    private const int Spouse = 2;
    private const int Man = 1;
    private const int DayOfWomen = 40;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Chapter("Dukcapil reports, and answers follow");
        var family = FamilyOf(scene);
        var head = family.Members.First(member => member.StatusHubunganKeluarga == Head);
        var widow = family.Members.First(member => member.StatusHubunganKeluarga == Spouse);
        var newKk = family.NomorKartuKeluarga[..12] + "9998";
        var baby = BabyOf(scene, family);
        const string corrected = "Ratna Kartika Dewi";
        var before = await SeenAsync(scene, head, widow, corrected, widow.Nama, cancellation);
        var events = EventsOf(scene, family, head, widow, newKk, baby, corrected).ToList();
        var results = await ReportAsync(scene, events, cancellation);
        var after = await SeenAsync(scene, head, widow, corrected, corrected, cancellation);
        var child = await DesilAsync(scene, baby.Nik, baby.Nama, cancellation);
        var again = await ReportAsync(scene, events, cancellation);

        scene.Narrator.Say(
            "Between two rankings people die, are born and marry. Dukcapil reports it; an event that is answered is on the disk, counts at "
            + "once here and within a second on every node. In one family the father dies, so its card gets a new number; the mother's "
            + "name is corrected; a child is born.");
        scene.Narrator.Show(
            ["Who", "Before", "After"],
            [
                ["The father, matched", Words.Of(before.Head), Words.Of(after.Head)],
                ["The mother, matched by the new name", Words.Of(before.Widow), Words.Of(after.Widow)],
                ["The mother's desil", Words.Of(before.Desil), Words.Of(after.Desil)],
                ["The child's desil", "-", Words.Of(child)],
            ]);
        scene.Note(
            "Events that Dukcapil reports", $"{results.Count(outcome => outcome == EventOutcome.Accepted)} accepted, reported again: "
            + $"{again.Count(outcome => outcome == EventOutcome.Repeated)} repeated",
            results.All(outcome => outcome == EventOutcome.Accepted) && again.All(outcome => outcome == EventOutcome.Repeated));
        scene.Note(
            "Matches after the events", $"{Words.Of(after.Head)}; {Words.Of(after.Widow)}",
            before is { Head: MatchOutcome.Padan, Widow: MatchOutcome.TidakPadan }
            && after is { Head: MatchOutcome.Meninggal, Widow: MatchOutcome.Padan });
        scene.Note(
            "The widow keeps the desil under the new number, and the child has it", Words.Of(after.Desil),
            after.Desil.DesilNasional == before.Desil.DesilNasional && after.Desil.DesilBasis == DesilBasis.KkLanjutan
            && child.DesilNasional == before.Desil.DesilNasional && child.DesilBasis == DesilBasis.IkutKeluarga);
    }

    /// <summary>A ranked couple with a child, all alive.</summary>
    private static Family FamilyOf(Scene scene) => scene.Quarters[^1].Files.Sources
        .SelectMany(source => scene.Quarters[^1].Files.Read(source.KodeKabupatenKota))
        .Select(family => Family.Parser.ParseFrom(family.Span))
        .First(family => family.DesilNasional > 0 && family.Members.Count > 2
            && family.Members.All(member => member.StatusNik == NikStatus.Aktif)
            && family.Members.Any(member => member is { StatusHubunganKeluarga: Head, JenisKelamin: Man })
            && family.Members.Any(member => member.StatusHubunganKeluarga == Spouse));

    private static Penduduk BabyOf(Scene scene, Family family)
    {
        var today = scene.World.Today;
        var nik = string.Create(
            CultureInfo.InvariantCulture, $"{family.KodeKecamatan[..6]}{today.Day + DayOfWomen:D2}{today:MMyy}9997");
        return new Penduduk { Nik = nik, Nama = "Putri Harapan Bangsa", TanggalLahir = DateOf(today), JenisKelamin = 2 };
    }

    private static IEnumerable<LifeEvent> EventsOf(
        Scene scene, Family family, Member head, Member widow, string newKk, Penduduk baby, string corrected)
    {
        var date = DateOf(scene.World.Today);
        yield return new LifeEvent { EventId = "sandbox-1", EventDate = date, Mati = new Mati { Nik = head.NomorIndukKependudukan } };
        yield return new LifeEvent
        {
            EventId = "sandbox-2",
            EventDate = date,
            PergantianKk = new PergantianKk
            {
                NomorLama = family.NomorKartuKeluarga,
                NomorBaru = newKk,
                Alasan = AlasanPergantianKk.KepalaMeninggal,
            },
        };
        yield return new LifeEvent
        {
            EventId = "sandbox-3", EventDate = date, Koreksi = new Koreksi { Nik = widow.NomorIndukKependudukan, Nama = corrected },
        };
        yield return new LifeEvent
        {
            EventId = "sandbox-4", EventDate = date, Lahir = new Lahir { Anak = baby, NomorKartuKeluarga = newKk },
        };
    }

    private static async Task<List<EventOutcome>> ReportAsync(Scene scene, IEnumerable<LifeEvent> events, CancellationToken cancellation)
    {
        var reporter = new EventReporter(scene.World.ClientOf(Dukcapil).With(new CallContext { Purpose = "pemadanan" }).Population);
        var outcomes = new List<EventOutcome>();
        await foreach (var reported in reporter.ReportAsync(events, cancellation: cancellation))
        {
            outcomes.Add(reported.Result.Outcome);
        }

        return outcomes;
    }

    private static async Task<(MatchOutcome Head, MatchOutcome Widow, DesilAnswer Desil)> SeenAsync(
        Scene scene, Member head, Member widow, string matchedAs, string proof, CancellationToken cancellation) => (
        await MatchAsync(scene, head, head.Nama, cancellation),
        await MatchAsync(scene, widow, matchedAs, cancellation),
        await DesilAsync(scene, widow.NomorIndukKependudukan, proof, cancellation));

    private static async Task<MatchOutcome> MatchAsync(Scene scene, Member member, string name, CancellationToken cancellation)
    {
        var matching = scene.World.ClientOf(Dukcapil).With(new CallContext { Purpose = "pemadanan" }).Matching;
        var record = new MatchRecord { Nik = member.NomorIndukKependudukan, Name = name, BirthDate = member.TanggalLahir };
        var response = await matching.MatchAsync(new MatchRequest { Record = record }, cancellationToken: cancellation);
        return response.Answer.Outcome;
    }

    private static async Task<DesilAnswer> DesilAsync(Scene scene, string nik, string name, CancellationToken cancellation)
    {
        var desil = scene.World.ClientOf(Question.Pusdatin.Application).With(Question.Pusdatin.Context).Desil;
        var query = new DesilQuery { Nik = nik, Name = name };
        return (await desil.GetDesilAsync(new GetDesilRequest { Query = query }, cancellationToken: cancellation)).Answer;
    }

    private static Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
