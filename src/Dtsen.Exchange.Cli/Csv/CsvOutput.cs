using CsvHelper;

namespace Dtsen.Exchange.Cli.Csv;

/// <summary>
/// Writes CSV, one row a line: commas, UTF-8, lines that end with a line feed. A cell that a spreadsheet would run as a formula is made
/// text.
/// </summary>
internal sealed class CsvOutput(Stream stream) : IDisposable
{
    private readonly CsvWriter _writer = CsvWriter.Create(
        stream, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape }, leaveOpen: true);

    /// <summary>A cell of a row; the row ends with <see cref="End"/>.</summary>
    public void Cell(string text) => _writer.WriteField(OneLine(text));

    /// <summary>A cell in quotation marks, by which a program that imports it may tell a number of many digits from a quantity.</summary>
    public void Text(string text) => _writer.WriteField(OneLine(text), CsvQuoting.Always);

    /// <summary>Ends a row.</summary>
    public void End() => _writer.EndRecord();

    /// <summary>Hands what was written to the stream, and that to the system.</summary>
    public void Flush()
    {
        _writer.Flush();
        stream.Flush();
    }

    public void Dispose()
    {
        _writer.Dispose();
        stream.Flush();
    }

    private static string OneLine(string text) => text.AsSpan().ContainsAny('\r', '\n') ? text.ReplaceLineEndings(" ") : text;
}
