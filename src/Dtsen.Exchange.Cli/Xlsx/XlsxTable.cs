using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain.Spreadsheets;

namespace Dtsen.Exchange.Cli.Xlsx;

/// <summary>
/// The first sheet of a workbook, row by row. Read here and not by a library: those that read in a stream give a number as a double, and
/// whether a NIK lost its last digit is seen by how it was written.
/// </summary>
internal sealed class XlsxTable : ITable
{
    private const int DaysTo1904 = 1462;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly XlsxParts _parts;
    private readonly XmlReader _xml;

    private XlsxTable(FileStream file)
    {
        _file = file;
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        _parts = new XlsxParts(_zip);
        _xml = XmlReader.Create(_parts.Sheet.Open(), new XmlReaderSettings { CloseInput = true });
        var cells = NextRow();
        while (cells is not null && cells.All(cell => cell.Text.Length == 0))
        {
            cells = NextRow();
        }

        Headings = cells is null
            ? throw new InvalidDataException("The first sheet is empty.")
            : [.. cells.Select(cell => cell.Text)];
    }

    public IReadOnlyList<string> Headings { get; }

    public double Share => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <exception cref="CliFailure">It is no workbook, or a broken one.</exception>
    public static XlsxTable Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new XlsxTable(file);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or InvalidOperationException or FormatException)
        {
            file.Dispose();
            throw Broken();
        }
    }

    /// <summary>The rows below the headings. Those that are empty throughout are left out: sheets often end with thousands.</summary>
    public IEnumerable<TableRow> Rows()
    {
        var number = 0L;
        while (TryNext() is { } cells)
        {
            if (cells.Any(cell => cell.Text.Length > 0))
            {
                var row = new TableCell[Headings.Count];
                Array.Fill(row, new TableCell(""));
                cells.Take(row.Length).ToArray().CopyTo(row, 0);
                yield return new TableRow(++number, row, cells.Skip(row.Length).Any(cell => cell.Text.Length > 0));
            }
        }
    }

    public void Dispose()
    {
        _xml.Dispose();
        _zip.Dispose();
        _file.Dispose();
    }

    private static CliFailure Broken() => new(
        ExitCode.Usage, "The workbook cannot be read: open it in a spreadsheet and save it as .xlsx again, or as .csv.");

    private List<TableCell>? TryNext()
    {
        try
        {
            return NextRow();
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException)
        {
            throw Broken();
        }
    }

    private List<TableCell>? NextRow()
    {
        while (_xml.Read())
        {
            if (_xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                return _xml.IsEmptyElement ? [] : ReadCells();
            }
        }

        return null;
    }

    private List<TableCell> ReadCells()
    {
        var cells = new List<TableCell>();
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                // Cells that are empty are left out of the file.
                for (var column = ColumnOf(_xml.GetAttribute("r")) ?? cells.Count; cells.Count < column;)
                {
                    cells.Add(new TableCell(""));
                }

                cells.Add(ReadCell());
            }
        }

        return cells;
    }

    private TableCell ReadCell()
    {
        var type = _xml.GetAttribute("t");
        var isDay = int.TryParse(_xml.GetAttribute("s"), CultureInfo.InvariantCulture, out var style) && _parts.DayStyles.Contains(style);
        var text = XlsxText.Read(_xml);
        return type switch
        {
            "s" => new TableCell(
                int.TryParse(text, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _parts.Texts.Count ? _parts.Texts[at] : ""),
            "b" => new TableCell(text == "1" ? "TRUE" : "FALSE"),
            null or "n" when text.Length > 0 => Number(text, isDay),
            _ => new TableCell(text),
        };
    }

    private TableCell Number(string text, bool isDay)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new TableCell(text, IsNumber: true);
        }

        var serial = number + (_parts.CountsFrom1904 ? DaysTo1904 : 0);
        return isDay && serial is > 0 and < int.MaxValue && WrittenDate.TryFromSerial((int)serial, out var day)
            ? new TableCell(day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture))
            : new TableCell(text.AsSpan().ContainsAny('e', 'E') ? number.ToString(CultureInfo.InvariantCulture) : text, IsNumber: true);
    }

    // "AB12": column 27.
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (letter - 'A' + 1);
        }

        return column is > 0 and <= 16_384 ? column - 1 : null;
    }
}
