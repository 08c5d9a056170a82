using Dtsen.Exchange.Cli.Tables;

namespace Dtsen.Exchange.Cli.Tests.Matching.Files;

/// <summary>A table whose file cannot be read on from some row.</summary>
internal sealed class CutTable(ITable whole, long rows) : ITable
{
    public IReadOnlyList<string> Headings => whole.Headings;

    public double Share => whole.Share;

    public IEnumerable<TableRow> Rows()
    {
        foreach (var row in whole.Rows())
        {
            yield return row.Number <= rows ? row : throw new IOException("cut");
        }
    }

    public void Dispose() => whole.Dispose();
}
