using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Desil;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>Looks up the rows of a file in one stream, and writes each answer in its place.</summary>
internal sealed class BulkLookup(DesilService.DesilServiceClient desil, string period)
{
    private const int RowsPerFlush = 1_000;

    private string _release = "";

    /// <summary>Rows with an answer, NOT_FOUND included.</summary>
    public long Answered { get; private set; }

    /// <summary>Rows with an error.</summary>
    public long Failed { get; private set; }

    /// <exception cref="Grpc.Core.RpcException">The exchange refused the stream; the rows before are written.</exception>
    public async Task RunAsync(
        CsvInput input,
        BulkColumns columns,
        BulkFile output,
        IProgress<(double Share, string What)> progress,
        CancellationToken cancellation)
    {
        // A file is of one release: what is added to it too.
        _release = output.LastRelease;
        using var rows = new RowsInOrder<CsvRow>(Remaining(input, columns, output), row => row.Fault is not null);
        var stream = new DesilStream(desil);
        try
        {
            while (!rows.IsAtEnd)
            {
                var answers = stream.LookUpAsync(
                    rows.Sound().Select(row => DesilQueries.Make(columns.Read(row))),
                    _release.Length > 0 ? "" : period, continuesRelease: _release, cancellation: cancellation);
                await foreach (var answer in answers)
                {
                    _release = answer.Info.ReadAt.Release;
                    WriteBroken(rows, output, columns);
                    var row = rows.TakeSound();
                    Write(output, row, columns.Read(row), answer.Item);
                    if (output.Rows % RowsPerFlush == 0)
                    {
                        output.Flush();
                        progress.Report((input.Share, $"Looking up: {output.Rows} rows"));
                    }
                }

                WriteBroken(rows, output, columns);
            }
        }
        finally
        {
            output.Flush();
        }
    }

    /// <summary>The rows that have no answer yet.</summary>
    private static IEnumerable<CsvRow> Remaining(CsvInput input, BulkColumns columns, BulkFile output)
    {
        var there = output.RowsBefore;
        var seen = 0L;
        foreach (var row in input.Rows())
        {
            seen = row.Number;
            if (row.Number > there)
            {
                yield return row;
            }
            else if (row.Number == there && columns.Read(row) is var fields && !output.EndedWith(fields.Nik ?? "", fields.Kk ?? ""))
            {
                throw OfAnother();
            }
        }

        if (seen < there)
        {
            throw OfAnother();
        }
    }

    private static CliFailure OfAnother() => new(
        ExitCode.Usage, "The file to write was written for another input: name another file, or begin anew with --overwrite.");

    private void WriteBroken(RowsInOrder<CsvRow> rows, BulkFile output, BulkColumns columns)
    {
        foreach (var row in rows.TakeBroken())
        {
            Write(output, row, columns.Read(row), null);
        }
    }

    private void Write(BulkFile output, CsvRow row, DesilFields fields, BulkDesilItem? item)
    {
        if (item?.Answer is { } answer)
        {
            Answered++;
            string[] desil = [.. DesilText.FieldsOf(answer).Select(field => field.Value)];
            output.Add(fields.Nik ?? "", fields.Kk ?? "", [DesilText.NameOf(answer.Outcome), .. desil, _release, "", ""]);
            return;
        }

        Failed++;
        var (reason, message) = item is null ? ("ROW_BROKEN", row.Fault!) : Explain(item);
        output.Add(fields.Nik ?? "", fields.Kk ?? "", "ERROR", "", "", "", "", "", _release, reason, message);
    }

    // The exchange names the query by its place in the page; here it stands in its row.
    private static (string Reason, string Message) Explain(BulkDesilItem item)
    {
        var error = ExchangeError.From(item.Error);
        if (error.Violations is not [var violation, ..])
        {
            return (error.ReasonName, error.Message);
        }

        var field = violation.Field[(violation.Field.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.');
        return (error.ReasonName, field.Length == 0 ? violation.Description : $"{field}: {violation.Description}");
    }
}
