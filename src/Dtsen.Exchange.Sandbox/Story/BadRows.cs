using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>Rows of a bulk call that break a rule cost no other row.</summary>
internal static class BadRows
{
    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var (one, last) = (MagicNiks.Of(1), MagicNiks.Of(10));
        (string What, DesilQuery Query, bool IsRight)[] rows =
        [
            ("NIK and name", Question.QueryFor(one), true),
            ("NIK of 15 digits", new DesilQuery { Nik = one.Nik[..15], Name = one.Name }, false),
            ("NIK rounded by a spreadsheet", new DesilQuery { Nik = "3.20437520783E+15", Name = one.Name }, false),
            ("NIK without a proof", new DesilQuery { Nik = one.Nik }, false),
            ("neither NIK nor nomor KK", new DesilQuery { Name = one.Name }, false),
            ("nomor KK and the NIK of a member", new DesilQuery { FamilyNumber = last.FamilyNumber, MemberNik = last.Nik }, true),
        ];
        scene.Narrator.Chapter("Bad rows cost only themselves");
        scene.Narrator.Say(
            "BPJS Kesehatan sends a list in which four rows of six are wrong. Each row has its own answer, in the order of the "
            + "list; errors come in English and Indonesian and never repeat what was sent.");
        var response = await scene.World.ClientOf(Question.Pbi.Application).With(Question.Pbi.Context).Desil.BulkGetDesilAsync(
            new BulkGetDesilRequest { Queries = { rows.Select(row => row.Query) } }, cancellationToken: cancellation);
        scene.Narrator.Show(
            ["Row", "What was sent", "Answer"],
            rows.Select((row, at) => new[]
            {
                at.ToString(System.Globalization.CultureInfo.InvariantCulture), row.What, AnswerOf(response.Items[at]),
            }));
        var asItShould = rows.Zip(response.Items).All(pair => pair.First.IsRight == (pair.Second.Answer?.Outcome == DesilOutcome.Ranked));
        scene.Note("A list with four bad rows", "two answers, four explanations", asItShould);
    }

    private static string AnswerOf(BulkDesilItem item)
    {
        if (item.Answer is { } answer)
        {
            return Words.Of(answer);
        }

        var error = ExchangeError.From(item.Error);
        return $"{error.ReasonName}: {error.Message} / {error.LocalizedMessage}";
    }
}
