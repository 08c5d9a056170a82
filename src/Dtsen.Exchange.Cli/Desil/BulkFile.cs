using System.Globalization;
using System.Text;
using CsvHelper;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>
/// The answers of a bulk lookup as CSV, one row a line in the order of the input. It can be left at any byte: what stands behind the last
/// line feed is cut off when it is opened again, and the row before says where to go on.
/// </summary>
internal sealed class BulkFile : IDisposable
{
    private static readonly string[] Header =
    [
        "row", "nik", "kk", "outcome", "desil_nasional", "desil_provinsi", "desil_kabupaten_kota", "desil_basis", "kode_kabupaten_kota",
        "release", "error_reason", "error",
    ];

    private readonly FileStream _file;
    private readonly CsvOutput _csv;
    private readonly string _lastLine;

    private BulkFile(FileStream file, long rows, string lastLine)
    {
        _file = file;
        _csv = new CsvOutput(file);
        _lastLine = lastLine;
        Rows = RowsBefore = rows;
    }

    /// <summary>Rows that were in the file when it was opened.</summary>
    public long RowsBefore { get; }

    /// <summary>Rows in the file; the next is one more.</summary>
    public long Rows { get; private set; }

    /// <exception cref="CliFailure">The file is of something else.</exception>
    public static BulkFile Open(string path, bool overwrite)
    {
        var file = new FileStream(path, overwrite ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var (rows, end, lastLine) = Measure(file, path);
            file.SetLength(end);
            file.Position = end;
            var bulk = new BulkFile(file, rows, lastLine);
            if (end == 0)
            {
                foreach (var column in Header)
                {
                    bulk._csv.Cell(column);
                }

                bulk._csv.End();
            }

            return bulk;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Release that the last row that was there names; empty where there was none.</summary>
    public string LastRelease
    {
        get
        {
            if (_lastLine.Length == 0)
            {
                return "";
            }

            using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join(',', Header) + "\n" + _lastLine + "\n"));
            using var reader = CsvReader.Create(lines);
            reader.ReadHeader();
            return reader.Read() ? reader.GetString(Array.IndexOf(Header, "release")) : "";
        }
    }

    /// <summary>Whether the last row that was there answers to these numbers: otherwise the file is of another input.</summary>
    public bool EndedWith(string nik, string kk)
    {
        using var memory = new MemoryStream();
        using (var csv = new CsvOutput(memory))
        {
            Begin(csv, RowsBefore, nik, kk);
            csv.End();
        }

        return _lastLine.StartsWith(Encoding.UTF8.GetString(memory.ToArray()).TrimEnd('\n') + ",", StringComparison.Ordinal);
    }

    /// <summary>Adds the next row.</summary>
    /// <param name="nik">NIK that was asked for, as it was given.</param>
    /// <param name="kk">Nomor KK, as it was given.</param>
    /// <param name="cells">What became of it.</param>
    public void Add(string nik, string kk, params ReadOnlySpan<string> cells)
    {
        Rows++;
        Begin(_csv, Rows, nik, kk);
        foreach (var cell in cells)
        {
            _csv.Cell(cell);
        }

        _csv.End();
    }

    /// <summary>Hands what was added to the system.</summary>
    public void Flush() => _csv.Flush();

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    private static void Begin(CsvOutput csv, long row, string nik, string kk)
    {
        csv.Cell(row.ToString(CultureInfo.InvariantCulture));
        csv.Text(nik);
        csv.Text(kk);
    }

    /// <summary>How many complete rows there are, where they end, and the last of them.</summary>
    private static (long Rows, long End, string LastLine) Measure(FileStream file, string path)
    {
        var rows = -1L;
        var end = 0L;
        var last = "";
        var line = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            for (var rest = buffer.AsSpan(0, read); ;)
            {
                var length = rest.IndexOf((byte)'\n');
                if (length < 0)
                {
                    line.Write(rest);
                    break;
                }

                line.Write(rest[..length]);
                rest = rest[(length + 1)..];
                last = Encoding.UTF8.GetString(line.ToArray());
                if (!IsOurs(last, rows))
                {
                    throw new CliFailure(
                        ExitCode.Usage, $"{path} was not written by this command: name another file, or begin anew with --overwrite.");
                }

                rows++;
                end += line.Length + 1;
                line.SetLength(0);
            }
        }

        return (Math.Max(rows, 0), end, rows > 0 ? last : "");
    }

    private static bool IsOurs(string line, long rowsBefore) =>
        rowsBefore < 0
            ? line == string.Join(',', Header)
            : line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{rowsBefore + 1},"), StringComparison.Ordinal);
}
