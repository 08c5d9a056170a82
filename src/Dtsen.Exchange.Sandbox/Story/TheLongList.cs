using System.Globalization;
using Dtsen.Exchange.Client.Desil;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>A list in one stream, a family's past, and the programmes.</summary>
internal static class TheLongList
{
    private const int Rows = 5_000;
    private const int Moved = 16;
    private const int LastOfPbi = 5;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Chapter("A long list, the past, and the programmes");
        await TellStreamAsync(scene, cancellation);
        await TellHistoryAsync(scene, cancellation);
        await TellProgrammesAsync(scene, cancellation);
    }

    private static async Task TellStreamAsync(Scene scene, CancellationToken cancellation)
    {
        var known = MagicNiks.All.Where(magic => magic.Outcome != DesilOutcome.NotFound).ToList();
        var list = Enumerable.Range(0, Rows).Select(row => known[row % known.Count]);
        var stream = new DesilStream(scene.World.ClientOf(Question.Pbi.Application).With(Question.Pbi.Context).Desil);
        var (answered, right) = (0, true);
        var releases = new HashSet<string>();
        var pages = new HashSet<long>();
        await foreach (var answer in stream.LookUpAsync(list.Select(Question.QueryFor), cancellation: cancellation))
        {
            right &= answer.Index == answered && answer.Item.Answer?.Outcome == known[answered % known.Count].Outcome;
            answered++;
            releases.Add(answer.Info.ReadAt.Release);
            pages.Add(answer.Info.Receipt.Index);
        }

        scene.Narrator.Say(
            $"BPJS Kesehatan sends a list of {Words.Of(Rows)} in one stream: pages of queries in, pages of answers out, in order, all from "
            + $"{Words.Of(releases)}. Each of its {pages.Count} pages was charged, masked and recorded like a bulk call, and has a receipt "
            + "of its own. A connection that breaks is made anew behind the last answer, in the same release.");
        scene.Note(
            $"A list of {Words.Of(Rows)} in one stream", $"{Words.Of(answered)} answers in order, from one release",
            right && answered == Rows && releases.Count == 1);
    }

    private static async Task TellHistoryAsync(Scene scene, CancellationToken cancellation)
    {
        var magic = MagicNiks.Of(Moved);
        var pusdatin = await HistoryAsync(scene, Question.Pusdatin, magic, cancellation);
        var outside = await HistoryAsync(scene, Question.PemdaKotaBandung, magic, cancellation);
        scene.Narrator.Say(
            $"What was {magic.Name} (NIK {magic.Nik}) before? Each release answers to who covers the domicile of that time: Pusdatin "
            + $"Kemensos sees {pusdatin.Entries.Count} releases, Pemda Kota Bandung {outside.Entries.Count}, as for somebody who does not "
            + "exist.");
        scene.Narrator.Show(
            ["Release", "Answer", "Change"],
            pusdatin.Entries.Select(entry => new[]
            {
                entry.Release, Words.Of(entry.Answer),
                entry.Change == 0 ? "" : entry.Change.ToString("+0;-0", CultureInfo.InvariantCulture),
            }));
        scene.Note(
            "The past of a family that does worse", "two releases, and nothing to whom it does not concern",
            outside.Entries.Count == 0 && pusdatin.Entries is [{ Change: < 0 } now, { Change: 0 } before]
            && now.Answer.DesilNasional == magic.Desil!.Value.Nasional && before.Answer.DesilNasional == magic.FirstDesil!.Value.Nasional);
    }

    private static async Task TellProgrammesAsync(Scene scene, CancellationToken cancellation)
    {
        var magic = MagicNiks.Of(LastOfPbi);
        var own = await ProgrammesAsync(scene, Question.Pbi, magic, cancellation);
        var citizen = await ProgrammesAsync(scene, Question.CekBansos(scene.World, magic), magic, cancellation);
        scene.Narrator.Say(
            $"{magic.Name} is in desil {LastOfPbi}. BPJS Kesehatan is told of its own programme alone, the citizen through Cek Bansos of "
            + "all. Being within the band is not being entitled: quota and exclusions come on top, and the programme's owner decides.");
        scene.Narrator.Show(
            ["Who asks", "Verdicts"],
            new[] { ("BPJS Kesehatan, for PBI-JK", own), ("Cek Bansos, showing " + magic.Name, citizen) }.Select(row => new[]
            {
                row.Item1, Words.Of(row.Item2.Programmes.Select(check => $"{check.Programme} {Words.Of(check.Verdict)}")),
            }));
        scene.Note(
            "Programmes of a family in desil 5", "each caller the programmes of its agreement; PBI-JK yes, PKH no",
            own.Programmes is [{ Programme: "pbi-jk", Verdict: ProgrammeVerdict.InBand }]
            && citizen.Programmes.Count > 1
            && citizen.Programmes.Any(check => check is { Programme: "pkh", Verdict: ProgrammeVerdict.OutOfBand })
            && own.Notice == ProgrammeNotice.InBandIsNotEntitled);
    }

    private static async Task<GetDesilHistoryResponse> HistoryAsync(
        Scene scene, Question question, MagicNik magic, CancellationToken cancellation) =>
        await scene.World.ClientOf(question.Application).With(question.Context).Desil.GetDesilHistoryAsync(
            new GetDesilHistoryRequest { Query = Question.QueryFor(magic) }, cancellationToken: cancellation);

    private static async Task<CheckProgrammesResponse> ProgrammesAsync(
        Scene scene, Question question, MagicNik magic, CancellationToken cancellation) =>
        await scene.World.ClientOf(question.Application).With(question.Context).Desil.CheckProgrammesAsync(
            new CheckProgrammesRequest { Query = Question.QueryFor(magic) }, cancellationToken: cancellation);
}
