using Dtsen.Exchange.Cli.Desil;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary>The answer to a record, in the words that agencies know from Dukcapil's service.</summary>
internal static class MatchText
{
    public static IEnumerable<string[]> RowsOf(MatchAnswer answer)
    {
        yield return ["Outcome", DesilText.NameOf(answer.Outcome)];
        if (answer.DukcapilCode.Length > 0)
        {
            yield return ["Dukcapil", answer.DukcapilCode];
        }

        foreach (var row in answer.Fields is { } fields ? RowsOf(fields) : [])
        {
            yield return row;
        }

        if (answer.Candidates is { } candidates)
        {
            yield return answer.Outcome == MatchOutcome.KandidatDitemukan
                ? ["May be meant", candidates.Count == 0 ? "somebody" : $"{candidates.Count} people"]
                : ["NIK like it", candidates.Count == 0 ? "somebody has one" : $"{candidates.Count} people have one"];
            foreach (var hint in candidates.Hints)
            {
                yield return ["", $"{DesilText.NameOf(hint.Slip)} at digit {hint.Position}"];
            }
        }

        yield return ["Next", DesilText.NameOf(answer.NextStep)];
    }

    private static IEnumerable<string[]> RowsOf(MatchFields fields)
    {
        (string Label, MatchResult Result)[] results =
        [
            ("Name", fields.Name), ("Nomor KK", fields.FamilyNumber), ("Birth date", fields.BirthDate), ("Sex", fields.Sex),
            ("Wilayah", fields.Wilayah),
        ];
        foreach (var (label, result) in results.Where(field => field.Result != MatchResult.Unspecified))
        {
            yield return [label, WordsOf(result) + (label == "Name" && fields.NameScore > 0 ? $" ({fields.NameScore})" : "")];
        }

        foreach (var note in fields.NameNotes)
        {
            yield return ["", DesilText.NameOf(note)];
        }

        if (fields.BirthDateExchanged)
        {
            yield return ["", "day and month are exchanged"];
        }
    }

    public static string WordsOf(MatchResult result) => result switch
    {
        MatchResult.Sesuai => "Sesuai",
        MatchResult.TidakSesuai => "Tidak Sesuai",
        _ => "Tidak Tersedia",
    };
}
