using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>Somebody with the keys of an application walks 0001, 0002 … of each birth date, until the budget of misses stops it.</summary>
internal static class TheGuesser
{
    private const int Bulk = 500;
    private const int FewPeople = 10;
    private const int DayOfWomen = 40;

    /// <summary>More than any budget lets through: who gets so far was not stopped.</summary>
    private const int Most = 20_000;

    private const string Kecamatan = "327301";
    private const string Alert = "has used up its answers of NOT_FOUND";

    private static readonly DateOnly FirstBirth = new(1985, 1, 1);

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var guesser = Question.PemdaKotaBandung;
        scene.Narrator.Chapter("A guesser is stopped");
        var (guesses, learned, refusal) = await GuessAsync(scene.World, guesser, cancellation);
        var reason = refusal is null ? "was never stopped" : Words.Of(refusal);
        var alerts = AlertsIn(scene.World.LogFile, guesser.Application);
        scene.Narrator.Say(
            $"A NIK is region, birth date and a low number. Somebody has got hold of the keys of {guesser.Application} and walks "
            + "0001, 0002 … of each birth date in a kecamatan of Kota Bandung, with the commonest names as proof, in calls of "
            + $"{Words.Of(Bulk)}. After "
            + $"{Words.Of(guesses)} guesses, of which {Words.Of(learned)} told anything, it is refused: {reason}. "
            + (refusal is null ? "" : ExchangeError.From(refusal).Message)
            + $" The operator reads an alert that names the application ({Words.Of(alerts)}), and every guess is on record.");
        scene.Note(
            "One who guesses NIKs was stopped", $"{reason} after {Words.Of(guesses)} guesses, {Words.Of(learned)} learned",
            refusal is not null && ExchangeError.From(refusal).ReasonName == "MISSES_EXHAUSTED" && learned <= FewPeople);
        scene.Note("An alert names the application of the guesser", $"{Words.Of(alerts)} in the log", alerts == 1);
    }

    private static async Task<(int Guesses, int Learned, RpcException? Refusal)> GuessAsync(
        SandboxWorld world, Question guesser, CancellationToken cancellation)
    {
        var client = world.ClientOf(guesser.Application).With(guesser.Context).Desil;
        var (guesses, learned) = (0, 0);
        foreach (var queries in Guesses().Take(Most).Chunk(Bulk))
        {
            try
            {
                var answer = await client.BulkGetDesilAsync(
                    new BulkGetDesilRequest { Queries = { queries } }, cancellationToken: cancellation);
                guesses += queries.Length;
                learned += answer.Items.Count(item => item.Answer is { Outcome: not DesilOutcome.NotFound });
            }
            catch (RpcException refusal)
            {
                return (guesses, learned, refusal);
            }
        }

        return (guesses, learned, null);
    }

    private static IEnumerable<DesilQuery> Guesses()
    {
        for (var number = 1; ; number++)
        {
            for (var birth = FirstBirth; birth.Year < FirstBirth.Year + 10; birth = birth.AddDays(1))
            {
                yield return Guess(birth, birth.Day, number, "Asep Hidayat");
                yield return Guess(birth, birth.Day + DayOfWomen, number, "Siti Aminah");
            }
        }
    }

    private static DesilQuery Guess(DateOnly birth, int day, int number, string name) => new()
    {
        Nik = string.Create(CultureInfo.InvariantCulture, $"{Kecamatan}{day:D2}{birth:MMyy}{number:D4}"),
        Name = name,
    };

    private static long AlertsIn(string log, string application)
    {
        using var file = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var alerts = 0L;
        while (file.ReadLine() is { } line)
        {
            alerts += line.Contains(Alert, StringComparison.Ordinal) && line.Contains(application, StringComparison.Ordinal) ? 1 : 0;
        }

        return alerts;
    }
}
