using Dtsen.Exchange.Register.Files;
using Parquet;
using Parquet.Schema;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>
/// One Parquet file, written in row groups so that memory holds one of them. Readable by its owner alone; it gets its name when it is
/// whole, and what is not completed leaves nothing.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const int RowsAGroup = 50_000;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ParquetWriter _writer;
    private readonly IReadOnlyList<ExportColumn> _columns;
    private int _rows;
    private bool _isComplete;

    private ExportFile(string path, FileStream stream, ParquetWriter writer, IReadOnlyList<ExportColumn> columns)
    {
        _path = path;
        _stream = stream;
        _writer = writer;
        _columns = columns;
    }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will stand; a file that is there is replaced.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="metadata">What the file says of itself.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ExportFile> CreateAsync(
        string path, IReadOnlyList<ExportColumn> columns, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var stream = new FileStream(path + ".part", options);
        var schema = new ParquetSchema([.. columns.Select(column => column.Field)]);
        var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: cancellation);
        writer.CustomMetadata = metadata;
        return new ExportFile(path, stream, writer, columns);
    }

    /// <summary>Adds a row.</summary>
    public async ValueTask AddAsync(ExportRow row, CancellationToken cancellation)
    {
        foreach (var column in _columns)
        {
            column.Add(row);
        }

        if (++_rows == RowsAGroup)
        {
            await WriteGroupAsync(cancellation);
        }
    }

    /// <summary>Writes what is left, and gives the file its name.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_rows > 0)
        {
            await WriteGroupAsync(cancellation);
        }

        await _writer.DisposeAsync();
        await _stream.FlushAsync(cancellation);
        Durability.SyncFile(_stream.SafeFileHandle);
        await _stream.DisposeAsync();
        File.Move(_path + ".part", _path, overwrite: true);
        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isComplete)
        {
            await _stream.DisposeAsync();
            File.Delete(_path + ".part");
        }
    }

    private async Task WriteGroupAsync(CancellationToken cancellation)
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, cancellation);
        }

        _rows = 0;
    }
}
