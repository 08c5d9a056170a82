using System.Globalization;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Client.Matching;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>
/// Matches the rows of a file that have no result yet, in one stream, and writes each result in its place. A file is of one release: what
/// is added to it too.
/// </summary>
internal sealed class FileMatching(MatchingService.MatchingServiceClient matching, StreamMatchRequest terms, RowReader reader)
{
    private const int RowsPerPage = 1_000;

    /// <exception cref="Grpc.Core.RpcException">The exchange refused the stream; the rows before are kept.</exception>
    public async Task RunAsync(
        ITable input, ResultFile results, IProgress<(double Share, string What)> progress, CancellationToken cancellation)
    {
        var first = terms.Clone();
        if (results.Journal.Release.Length > 0 && terms.AsOfRelease.Length == 0)
        {
            (first.ForPeriod, first.ContinuesRelease) = ("", results.Journal.Release);
        }

        var stream = new MatchStream(matching, first);
        await foreach (var (page, answers) in stream.MatchAsync(Pages(input, results.Journal.Rows), cancellation))
        {
            var guidance = answers?.Guidance.ToDictionary(step => step.NextStep, step => step.TextId) ?? [];
            var next = 0;
            foreach (var row in page.Source)
            {
                results.Add(row.Row, row.Known ?? AnswerText.Of(answers!.Items[next++], guidance));
            }

            results.Keep(answers?.Info.ReadAt.Release ?? "");
            progress.Report((input.Share, string.Create(CultureInfo.InvariantCulture, $"Matching: {results.Journal.Rows} rows")));
        }
    }

    private IEnumerable<MatchPage<IReadOnlyList<FileRow>>> Pages(ITable input, long rowsBefore)
    {
        // By number and not by skipping the iterator's items: a table numbers its rows from 1, without gaps.
        foreach (var rows in input.Rows().Where(row => row.Number > rowsBefore).Chunk(RowsPerPage))
        {
            var records = new List<MatchRecord>(rows.Length);
            var page = new FileRow[rows.Length];
            for (var at = 0; at < rows.Length; at++)
            {
                var (record, known) = reader.Read(rows[at]);
                page[at] = new FileRow(rows[at], known);
                if (record is not null)
                {
                    records.Add(record);
                }
            }

            yield return new MatchPage<IReadOnlyList<FileRow>>(page, records);
        }
    }
}
