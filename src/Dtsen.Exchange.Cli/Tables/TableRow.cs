namespace Dtsen.Exchange.Cli.Tables;

/// <summary>A row below the headings.</summary>
/// <param name="Number">1 for the first that there is.</param>
/// <param name="Cells">As many as there are headings; of a broken row what could be read.</param>
/// <param name="IsBroken">Whether it cannot be trusted: a quotation mark is missing, or it has more or fewer cells.</param>
internal sealed record TableRow(long Number, IReadOnlyList<TableCell> Cells, bool IsBroken = false);
