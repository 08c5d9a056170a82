using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>The same two people, asked for by eight callers.</summary>
internal static class WhoSeesWhat
{
    private const int InKabupaten = 3;
    private const int InKota = 6;
    private const int Nobody = 15;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var (narrator, world) = (scene.Narrator, scene.World);
        var (one, other) = (MagicNiks.Of(InKabupaten), MagicNiks.Of(InKota));
        narrator.Chapter("The same two people, asked for by eight callers");
        narrator.Say(
            $"{one.Name} (NIK {one.Nik}) lives in Kabupaten Bandung (3204), {other.Name} (NIK {other.Nik}) in Kota Bandung (3273). "
            + "Each caller brings the NIK and the name; an agreement lets through the variables that it names and the wilayah that it "
            + "covers, and an application that acts for somebody, or shows a citizen, sees less still. What is withheld is said in "
            + "every answer, and depends on the agreement alone, never on the person.");
        (string Who, Question Question, bool SeesOne, bool SeesOther)[] callers =
        [
            ("BPJS Kesehatan, for PBI-JK", Question.Pbi, true, true),
            ("Pusdatin Kemensos", Question.Pusdatin, true, true),
            ("SIKS-NG, an operator in Kab. Bandung", Question.SiksNg("3204"), true, false),
            ("SIKS-NG, an operator in Kota Bandung", Question.SiksNg("3273"), false, true),
            ("Cek Bansos, showing " + one.Name, Question.CekBansos(world, one), true, false),
            ("Pemda Kabupaten Bandung", Question.PemdaBandung, true, false),
            ("Pemda Kota Bandung", Question.PemdaKotaBandung, false, true),
            ("Pemda Provinsi Jawa Barat", Question.PemdaJawaBarat, true, true),
        ];
        var rows = new List<string[]>();
        var asItShould = true;
        foreach (var (who, question, seesOne, seesOther) in callers)
        {
            var first = await question.AskAsync(world, one, cancellation);
            var second = await question.AskAsync(world, other, cancellation);
            asItShould &= Sees(first) == seesOne && Sees(second) == seesOther
                && first.Info.WithheldVariables.SequenceEqual(second.Info.WithheldVariables);
            rows.Add([who, Words.Of(first.Answer), Words.Of(second.Answer), Words.Of(first.Info.WithheldVariables)]);
        }

        narrator.Show(["Who asks", one.Name + ", 3204", other.Name + ", 3273", "Withheld from the caller"], rows);
        scene.Note("Eight callers asked for the same two people", "each saw what its agreement allows", asItShould);
        await TellSilenceAsync(scene, cancellation);
        await TellOutcomesAsync(scene, cancellation);
    }

    /// <summary>Outside, unknown and wrong proof are one and the same answer.</summary>
    private static async Task TellSilenceAsync(Scene scene, CancellationToken cancellation)
    {
        var question = Question.PemdaBandung;
        var outside = await question.AskAsync(scene.World, MagicNiks.Of(InKota), cancellation);
        var unknown = await question.AskAsync(scene.World, MagicNiks.Of(Nobody), cancellation);
        var wrong = await question.AskAsync(scene.World, MagicNiks.Of(InKabupaten) with { Name = "Orang Lain" }, cancellation);
        foreach (var info in new[] { outside.Info, unknown.Info, wrong.Info })
        {
            // Two calls never share these: each is recorded and counted.
            info.Receipt.Index = 0;
            info.Quota = null;
        }

        var bytes = outside.ToByteArray();
        var equal = bytes.AsSpan().SequenceEqual(unknown.ToByteArray()) && bytes.AsSpan().SequenceEqual(wrong.ToByteArray());
        scene.Narrator.Say(
            "Pemda Kabupaten Bandung asks for somebody of Kota Bandung, for a NIK that nobody has, and for somebody of its own with "
            + $"a wrong name: three times {Words.Of(outside.Answer)}, and the three answers are "
            + $"{(equal ? "the same" : "NOT the same")} {bytes.Length} bytes, but for the index of their records and the quota left. "
            + "Who guesses learns nothing.");
        scene.Note("Outside, unknown and wrong proof", equal ? "byte for byte the same answer" : "differ", equal);
    }

    /// <summary>Every magic NIK, in bulk.</summary>
    private static async Task TellOutcomesAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Say(
            "Each outcome has a NIK that answers the same in every sandbox. Pusdatin and BPJS Kesehatan ask for all "
            + $"{MagicNiks.All.Count} of them in one call each:");
        var all = await BulkAsync(scene, Question.Pusdatin, cancellation);
        var pbi = await BulkAsync(scene, Question.Pbi, cancellation);
        var asItShould = MagicNiks.All.Zip(all).All(pair => IsAsDocumented(pair.First, pair.Second))
            && MagicNiks.All.Zip(pbi).All(pair => pair.First.Outcome == pair.Second.Outcome);
        scene.Narrator.Show(
            ["No.", "NIK", "Name", "Pusdatin Kemensos", "BPJS Kesehatan", "Good for"],
            MagicNiks.All.Select((magic, at) => new[]
            {
                magic.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), magic.Nik, magic.Name, Words.Of(all[at]),
                Words.Of(pbi[at]), magic.Note,
            }));
        scene.Note("Magic NIKs in bulk", "every outcome as documented", asItShould);
    }

    private static async Task<List<DesilAnswer>> BulkAsync(Scene scene, Question question, CancellationToken cancellation)
    {
        var request = new BulkGetDesilRequest { Queries = { MagicNiks.All.Select(Question.QueryFor) } };
        var response = await scene.World.ClientOf(question.Application).With(question.Context).Desil
            .BulkGetDesilAsync(request, cancellationToken: cancellation);
        return [.. response.Items.Select(item => item.Answer)];
    }

    private static bool IsAsDocumented(MagicNik magic, DesilAnswer answer) =>
        answer.Outcome == magic.Outcome
        && new MagicDesil(answer.DesilNasional, answer.DesilProvinsi, answer.DesilKabupatenKota) == (magic.Desil ?? default);

    private static bool Sees(GetDesilResponse response) => response.Answer.Outcome == DesilOutcome.Ranked;
}
