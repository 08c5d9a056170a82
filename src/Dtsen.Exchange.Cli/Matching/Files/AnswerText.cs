using System.Globalization;
using Dtsen.Exchange.Cli.Desil;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>What the exchange answered, as it stands in a row, in Indonesian.</summary>
internal static class AnswerText
{
    /// <summary>The result of a row.</summary>
    /// <param name="item">The answer to its record.</param>
    /// <param name="guidance">What the steps of its page mean.</param>
    public static RowResult Of(BulkMatchItem item, IReadOnlyDictionary<MatchNextStep, string> guidance) => item.Answer is { } answer
        ? new RowResult(
            DesilText.NameOf(answer.Outcome), answer.DukcapilCode, string.Join("; ", NotesOf(answer)),
            guidance.GetValueOrDefault(answer.NextStep, ""))
        : OfError(ExchangeError.From(item.Error));

    private static RowResult OfError(ExchangeError error)
    {
        var text = error.LocalizedMessage is { Length: > 0 } indonesian ? indonesian : error.Message;

        // The exchange names the record by its place in the page; here it stands in its row.
        var place = text.StartsWith("records[", StringComparison.Ordinal) ? text.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
        return new RowResult(
            RowResult.Invalid, "", text[place..].TrimStart('.', ':', ' '), "Perbaiki isian ini pada berkas, lalu kirim ulang.");
    }

    private static IEnumerable<string> NotesOf(MatchAnswer answer)
    {
        if (answer.Fields is { } fields)
        {
            (string Label, MatchResult Result)[] results =
            [
                ("Nama", fields.Name), ("Nomor KK", fields.FamilyNumber), ("Tanggal lahir", fields.BirthDate),
                ("Jenis kelamin", fields.Sex), ("Wilayah", fields.Wilayah),
            ];
            foreach (var (label, result) in results.Where(field => field.Result != MatchResult.Unspecified))
            {
                var score = label == "Nama" && fields.NameScore > 0
                    ? string.Create(CultureInfo.InvariantCulture, $" ({fields.NameScore})")
                    : "";
                yield return $"{label}: {MatchText.WordsOf(result)}{score}";
            }

            foreach (var note in fields.NameNotes)
            {
                if (Enum.IsDefined(note) && note != NameNote.Unspecified)
                {
                    // Notes are findings, counted from 1.
                    yield return NameFindingText.Explain((NameFindings)(1 << ((int)note - 1))).Indonesian.TrimEnd('.');
                }
            }

            if (fields.BirthDateExchanged)
            {
                yield return "Hari dan bulan lahir tertukar";
            }
        }

        if (answer.Candidates is { } candidates)
        {
            var who = candidates.Count == 0 ? "Ada orang" : string.Create(CultureInfo.InvariantCulture, $"{candidates.Count} orang");
            yield return answer.Outcome == MatchOutcome.KandidatDitemukan
                ? $"{who} dengan nama dan tanggal lahir yang sama di wilayah ini"
                : $"{who} dengan NIK yang mirip, nama dan tanggal lahir yang sama";
            foreach (var hint in candidates.Hints)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"periksa angka ke-{hint.Position}")
                    + (hint.Slip == NikSlip.ExchangedDigits ? " dan sesudahnya (mungkin tertukar)" : " (mungkin salah)");
            }
        }
    }
}
