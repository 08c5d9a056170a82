using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain.NikChecks;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Cli.Niks;

/// <summary>
/// <c>dtsen nik check --file</c>: a verdict for each row, as CSV, or as a JSON object a line. The NIK itself is not repeated: the row
/// number finds it.
/// </summary>
internal static class NikFile
{
    private static readonly JsonSerializerOptions Line = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ExitCode Check(string path, WilayahTable wilayah, Output output, CancellationToken cancellation)
    {
        using var input = CsvInput.Open(path);
        var column = input.Find("nik");
        if (column < 0)
        {
            throw new CliFailure(ExitCode.Usage, $"{path} has no column nik; its columns are: {string.Join(", ", Names(input))}.");
        }

        using var stream = Console.OpenStandardOutput();
        using var csv = output.Json ? null : new CsvOutput(stream);
        if (csv is not null)
        {
            Write(csv, "row", "verdict", "reasons");
        }

        var errors = 0;
        foreach (var row in input.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            var (verdict, reasons) = Judge(row, column, wilayah);
            errors += verdict == NikVerdict.Error ? 1 : 0;
            if (csv is null)
            {
                var answer = new { row = row.Number, verdict = NikText.VerdictOf(verdict), reasons };
                Console.Out.WriteLine(JsonSerializer.Serialize(answer, Line));
            }
            else
            {
                Write(
                    csv,
                    row.Number.ToString(CultureInfo.InvariantCulture),
                    NikText.VerdictOf(verdict),
                    string.Join("; ", reasons.Select(reason => $"{reason.Code}: {reason.English}")));
            }
        }

        return errors > 0 ? ExitCode.No : ExitCode.Ok;
    }

    private static void Write(CsvOutput csv, string row, string verdict, string reasons)
    {
        csv.Cell(row);
        csv.Cell(verdict);
        csv.Cell(reasons);
        csv.End();
    }

    private static (NikVerdict Verdict, IReadOnlyList<NikReason> Reasons) Judge(CsvRow row, int column, WilayahTable wilayah)
    {
        if (row.Fault is { } fault)
        {
            return (NikVerdict.Error, [new NikReason("ROW_BROKEN", fault, "Baris rusak: perbaiki tanda kutip atau jumlah kolomnya.")]);
        }

        var result = NikCheck.Check(row.Cells[column], wilayah);
        return (result.Verdict, NikText.ReasonsOf(result.Findings));
    }

    // A file without a header begins with a NIK: what is no word is not repeated.
    private static IEnumerable<string> Names(CsvInput input) => input.Columns.Select(name => IsWord(name) ? name : "***");

    private static bool IsWord(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetter(letter) || letter is '_' or '-' or ' ');
}
