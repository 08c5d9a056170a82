namespace Dtsen.Exchange.Cli.Tables;

/// <summary>A cell as text.</summary>
/// <param name="Text">What stands in it; a number without a power of ten, a day of a spreadsheet as DD-MM-YYYY.</param>
/// <param name="IsNumber">Whether a spreadsheet holds it as a number.</param>
internal readonly record struct TableCell(string Text, bool IsNumber = false);
