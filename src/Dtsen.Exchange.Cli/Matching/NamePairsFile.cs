using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary><c>dtsen match explain --file</c>: a score and a verdict for each row, as CSV, or as a JSON object a line.</summary>
internal static class NamePairsFile
{
    public static ExitCode Compare(string path, Output output, CancellationToken cancellation)
    {
        using var input = CsvInput.Open(path);
        var (a, b) = (input.Find("a"), input.Find("b"));
        if (a < 0 || b < 0)
        {
            throw new CliFailure(ExitCode.Usage, $"{path} must have the columns a and b.");
        }

        using var stream = Console.OpenStandardOutput();
        using var csv = output.Json ? null : new CsvOutput(stream);
        Write(csv, "a", "b", "score", "verdict", "reasons");
        var broken = false;
        foreach (var row in input.Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Fault is { } fault)
            {
                broken = true;
                output.Note($"Row {row.Number}: {fault}");
                Write(csv, "", "", "", "", "ROW_BROKEN");
                continue;
            }

            var match = NameComparison.Compare(row.Cells[a], row.Cells[b]);
            var verdict = NameText.VerdictOf(match.VerdictAt());
            var score = match.Score.ToString(CultureInfo.InvariantCulture);
            Write(csv, row.Cells[a], row.Cells[b], score, verdict, NameText.ReasonsOf(match.Findings));
            if (csv is null)
            {
                var reasons = NameFindingText.Each(match.Findings).Select(NameFindingText.CodeOf);
                Console.Out.WriteLine(JsonSerializer.Serialize(new { row = row.Number, score = match.Score, verdict, reasons }));
            }
        }

        return broken ? ExitCode.No : ExitCode.Ok;
    }

    private static void Write(CsvOutput? csv, params ReadOnlySpan<string> cells)
    {
        if (csv is null)
        {
            return;
        }

        foreach (var cell in cells)
        {
            csv.Cell(cell);
        }

        csv.End();
    }
}
