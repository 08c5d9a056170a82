using Dtsen.Exchange.Cli.Csv;

namespace Dtsen.Exchange.Cli.Tables;

/// <summary>A CSV file as a table.</summary>
internal sealed class CsvTable(CsvInput input) : ITable
{
    public IReadOnlyList<string> Headings => input.Headings;

    public double Share => input.Share;

    public IEnumerable<TableRow> Rows()
    {
        foreach (var row in input.Rows())
        {
            var cells = new TableCell[Headings.Count];
            var found = row.Fault is null ? row.Cells : row.Found ?? [];
            for (var at = 0; at < cells.Length; at++)
            {
                cells[at] = new TableCell(at < found.Count ? found[at] : "");
            }

            yield return new TableRow(row.Number, cells, row.Fault is not null);
        }
    }

    public void Dispose() => input.Dispose();
}
