using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>Looks up the rows of a file, 1,000 a call, and writes each answer in its place.</summary>
internal sealed class BulkLookup(DesilService.DesilServiceClient desil, string period)
{
    private const int RowsPerCall = 1_000;

    /// <summary>Rows with an answer, NOT_FOUND included.</summary>
    public long Answered { get; private set; }

    /// <summary>Rows with an error.</summary>
    public long Failed { get; private set; }

    /// <exception cref="Grpc.Core.RpcException">The exchange refused a call as a whole; the rows before are written.</exception>
    public async Task RunAsync(
        CsvInput input,
        BulkColumns columns,
        BulkFile output,
        IProgress<(double Share, string What)> progress,
        CancellationToken cancellation)
    {
        foreach (var rows in Remaining(input, columns, output).Chunk(RowsPerCall))
        {
            var sound = rows.Where(row => row.Fault is null).ToList();
            var answers = new Queue<BulkDesilItem>();
            var release = "";
            if (sound.Count > 0)
            {
                var request = new BulkGetDesilRequest { ForPeriod = period };
                request.Queries.AddRange(sound.Select(row => DesilQueries.Make(columns.Read(row))));
                var response = await desil.BulkGetDesilAsync(request, cancellationToken: cancellation);
                answers = new Queue<BulkDesilItem>(response.Items);
                release = response.Info.ReadAt.Release;
            }

            foreach (var row in rows)
            {
                Write(output, row, columns.Read(row), row.Fault is null ? answers.Dequeue() : null, release);
            }

            output.Flush();
            progress.Report((input.Share, $"Looking up: {output.Rows} rows"));
        }
    }

    /// <summary>The rows that have no answer yet.</summary>
    private static IEnumerable<CsvRow> Remaining(CsvInput input, BulkColumns columns, BulkFile output)
    {
        var there = output.Rows;
        var seen = 0L;
        foreach (var row in input.Rows())
        {
            seen = row.Number;
            if (row.Number > there)
            {
                yield return row;
            }
            else if (row.Number == there && columns.Read(row) is var fields && !output.EndsWith(fields.Nik ?? "", fields.Kk ?? ""))
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

    private void Write(BulkFile output, CsvRow row, DesilFields fields, BulkDesilItem? item, string release)
    {
        if (item?.Answer is { } answer)
        {
            Answered++;
            string[] desil = [.. DesilText.FieldsOf(answer).Select(field => field.Value)];
            output.Add(fields.Nik ?? "", fields.Kk ?? "", [DesilText.NameOf(answer.Outcome), .. desil, release, "", ""]);
            return;
        }

        Failed++;
        var (reason, message) = item is null ? ("ROW_BROKEN", row.Fault!) : Explain(item);
        output.Add(fields.Nik ?? "", fields.Kk ?? "", "ERROR", "", "", "", "", "", release, reason, message);
    }

    // The exchange names the query by its place in the call; here it stands in its row.
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
