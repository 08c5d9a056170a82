using CsvHelper;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Cli.Xlsx;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>
/// The results of a run: CSV beside the file that is to be, until they are whole, then that file. A run that is cut at any point goes on
/// from the last journal, and ends with the same bytes.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    private readonly string _target;
    private readonly FileStream _file;
    private readonly CsvOutput _csv;

    private ResultFile(string target, FileStream file, MatchJournal journal)
    {
        (_target, _file, Journal) = (target, file, journal);
        _csv = new CsvOutput(file);
    }

    /// <summary>How far it has come.</summary>
    public MatchJournal Journal { get; private set; }

    private bool IsWorkbook => IsWorkbookName(_target);

    /// <summary>Opens the results, where an earlier run left any, behind them.</summary>
    /// <exception cref="CliFailure">They are of something else, or whole already.</exception>
    public static ResultFile Open(string target, MatchJournal journal, IReadOnlyList<string> headings, bool overwrite)
    {
        if (File.Exists(target) && !overwrite)
        {
            throw new CliFailure(ExitCode.Usage, $"{target} is there already: name another file, or begin anew with --overwrite.");
        }

        var before = overwrite ? null : MatchJournal.Read(JournalOf(target));
        if (before is not null && !before.GoesOnWith(journal))
        {
            throw new CliFailure(
                ExitCode.Usage,
                $"{PartOf(target)} is half of another input, or was asked otherwise: name another file, or begin anew with --overwrite.");
        }

        var file = new FileStream(PartOf(target), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var bytes = before?.Bytes ?? 0;
        if (file.Length < bytes)
        {
            file.Dispose();
            throw new CliFailure(ExitCode.Usage, $"{PartOf(target)} is shorter than its journal says: begin anew with --overwrite.");
        }

        file.SetLength(bytes);
        file.Position = bytes;
        var results = new ResultFile(target, file, before ?? journal);
        if (before is null)
        {
            results.Write([.. headings, .. RowResult.Headings]);
            results.Keep();
        }

        return results;
    }

    /// <summary>Adds the next row.</summary>
    /// <exception cref="CliFailure">A sheet holds no more.</exception>
    public void Add(TableRow row, RowResult result)
    {
        if (IsWorkbook && Journal.Rows + 1 >= XlsxOutput.MaxRows)
        {
            throw new CliFailure(ExitCode.Usage, $"A sheet holds {XlsxOutput.MaxRows} rows and the input has more: write a .csv.");
        }

        Write([.. row.Cells.Select(cell => cell.Text), result.Outcome, result.Code, result.Note, result.Next]);
        Journal.Outcomes[result.Outcome] = Journal.Outcomes.GetValueOrDefault(result.Outcome) + 1;
        Journal = Journal with { Rows = Journal.Rows + 1 };
    }

    /// <summary>Keeps what was added; what comes after it may be lost.</summary>
    public void Keep(string release = "")
    {
        _csv.Flush();
        _file.Flush(flushToDisk: true);
        Journal = Journal with { Bytes = _file.Position, Release = release.Length > 0 ? release : Journal.Release };
        Journal.Write(JournalOf(_target));
    }

    /// <summary>Makes the whole results the file that was asked for.</summary>
    public void Complete()
    {
        Keep();
        Dispose();
        if (IsWorkbook)
        {
            WriteWorkbook(PartOf(_target), _target + ".new");
            File.Move(_target + ".new", _target, overwrite: true);
            File.Delete(PartOf(_target));
        }
        else
        {
            File.Move(PartOf(_target), _target, overwrite: true);
        }

        File.Delete(JournalOf(_target));
    }

    public void Dispose()
    {
        if (_file.CanWrite)
        {
            _csv.Dispose();
            _file.Dispose();
        }
    }

    /// <summary>Whether a file of this name is a workbook.</summary>
    public static bool IsWorkbookName(string path) => path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    private static string PartOf(string target) => target + ".partial";

    private static string JournalOf(string target) => target + ".journal";

    private static void WriteWorkbook(string part, string target)
    {
        using var stream = new FileStream(target, FileMode.Create, FileAccess.ReadWrite);
        using var sheet = new XlsxOutput(stream);
        using var lines = File.OpenRead(part);
        using var rows = CsvReader.Create(lines, new CsvReaderOptions { HasHeader = false, Separator = ',' });
        while (rows.Read())
        {
            var cells = new string[rows.FieldCount];
            for (var at = 0; at < cells.Length; at++)
            {
                cells[at] = rows.GetString(at);
            }

            sheet.Add(cells);
        }
    }

    private void Write(string[] cells)
    {
        foreach (var cell in cells)
        {
            _csv.Cell(cell);
        }

        _csv.End();
    }
}
