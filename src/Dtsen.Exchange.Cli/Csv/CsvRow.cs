namespace Dtsen.Exchange.Cli.Csv;

/// <summary>A row of a file.</summary>
/// <param name="Number">1 for the first below the header.</param>
/// <param name="Cells">Its cells, as many as the header has; empty where the row is broken.</param>
/// <param name="Fault">What is wrong with a broken row, without what stands in it; null for a sound one.</param>
/// <param name="Found">Of a broken row the cells that could be told apart, no more than the header has.</param>
internal sealed record CsvRow(long Number, IReadOnlyList<string> Cells, string? Fault = null, IReadOnlyList<string>? Found = null);
