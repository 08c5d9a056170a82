using CsvHelper;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Csv;

/// <summary>
/// A CSV file with a header. No cell spans lines, so that a quote that was never closed spoils its own row and no other. Commas,
/// semicolons, bars or tabs, whichever the file has; UTF-8, with or without a mark, Windows-1252, or UTF-16 with a mark.
/// </summary>
internal sealed class CsvInput : IDisposable
{
    private readonly FileStream _file;
    private readonly CsvReader _reader;
    private readonly HashSet<long> _malformed = [];

    private CsvInput(FileStream file)
    {
        _file = file;
        _reader = CsvReader.Create(
            Utf8Lines.Of(file),
            new CsvReaderOptions
            {
                AllowLineBreaksInQuotes = false,
                SkipEmptyLines = false,
                IncludeValuesInExceptions = false,
                OnMalformedRecord = record => _malformed.Add(record.RecordNumber),
            },
            leaveOpen: false);
        _reader.ReadHeader();
        Headings = [.. _reader.Headers.ToArray()];
        Columns = [.. Headings.Select(column => column.Trim().ToLowerInvariant())];
    }

    /// <summary>Names of the columns, as they are written.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Names of the columns, in small letters, without blanks around them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Share => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <exception cref="CliFailure">There is no file, or no header.</exception>
    public static CsvInput Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliFailure(ExitCode.Usage, $"{path} does not exist.");
        }

        var input = new CsvInput(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));
        if (input.Columns.All(string.IsNullOrEmpty))
        {
            input.Dispose();
            throw new CliFailure(ExitCode.Usage, $"{path} must begin with a line that names its columns.");
        }

        return input;
    }

    /// <summary>Place of the first column of any of these names; -1 where there is none.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            if (names.Contains(Columns[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The rows below the header, one a line; to be run through once.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        for (var number = 1L; _reader.Read(); number++)
        {
            // The header is a record too, and they count from 1.
            if (_malformed.Remove(number + 1))
            {
                yield return new CsvRow(number, [], "A quotation mark is missing, or stands within a cell that is not quoted.", Found());
            }
            else if (_reader.FieldCount != Columns.Count)
            {
                yield return new CsvRow(number, [], $"The row has {_reader.FieldCount} cells, the header {Columns.Count}.", Found());
            }
            else
            {
                var cells = new string[Columns.Count];
                for (var at = 0; at < cells.Length; at++)
                {
                    cells[at] = _reader.GetString(at);
                }

                yield return new CsvRow(number, cells);
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private string[] Found()
    {
        var cells = new string[Math.Min(_reader.FieldCount, Columns.Count)];
        for (var at = 0; at < cells.Length; at++)
        {
            cells[at] = _reader.GetString(at);
        }

        return cells;
    }
}
