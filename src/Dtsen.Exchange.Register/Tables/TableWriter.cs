using System.Buffers.Binary;
using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// Writes a Table in one pass, in rising order of key. The file has its name only after <see cref="Complete"/>;
/// disposed before, nothing of it stays. Not safe for use by several threads.
/// </summary>
public sealed class TableWriter : IDisposable
{
    private readonly TableSchema _schema;
    private readonly NewFile _file;
    private readonly XxHash3 _rows = new();
    private readonly FenceSpool _fences;
    private readonly int _rowsPerFence;
    private ulong _firstKey;
    private ulong _lastKey;

    private TableWriter(string path, TableSchema schema, int rowsPerFence)
    {
        _schema = schema;
        _rowsPerFence = rowsPerFence;
        _file = new NewFile(path);
        _fences = new FenceSpool(path + ".fences.tmp");
    }

    /// <summary>Rows added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a Table.</summary>
    /// <param name="path">Where it will stand; until completed it grows beside it, under the name with <c>.tmp</c>.</param>
    /// <param name="schema">What its rows are.</param>
    /// <param name="rowsPerFence">
    /// Rows a fence, a power of two up to 64. Among 16 a key says well enough itself where it stands; four or fewer, for Tables in which
    /// many keys at a time are sought, are all compared.
    /// </param>
    /// <returns>The writer, to be completed or disposed.</returns>
    /// <exception cref="IOException">A file of that name exists, or none can be written.</exception>
    public static TableWriter Create(string path, TableSchema schema, int rowsPerFence = 16)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(schema);
        if (!TableTrailer.IsRowsPerFence(rowsPerFence))
        {
            throw new ArgumentOutOfRangeException(nameof(rowsPerFence), rowsPerFence, "A fence has 1, 2, 4, 8, 16, 32 or 64 rows.");
        }

        return new TableWriter(path, schema, rowsPerFence);
    }

    /// <summary>Adds a row; its first eight bytes, little endian, are its key.</summary>
    /// <param name="row">Exactly the schema's row size.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="RowOrderException">The key is not above that of the row before. The row is not added.</exception>
    public void Add(ReadOnlySpan<byte> row)
    {
        if (row.Length != _schema.RowSize)
        {
            throw new ArgumentException($"A row of {_schema.Name} has {_schema.RowSize} bytes.", nameof(row));
        }

        var key = BinaryPrimitives.ReadUInt64LittleEndian(row);
        if (Count == 0)
        {
            _firstKey = key;
        }
        else if (key <= _lastKey)
        {
            throw new RowOrderException(_file.FilePath, Count, key == _lastKey);
        }

        if (Count % _rowsPerFence == 0)
        {
            _fences.Add(key);
        }

        _rows.Append(row);
        _file.Write(row);
        _lastKey = key;
        Count++;
    }

    /// <summary>Writes what follows the rows, syncs file and folder, and gives the file its name.</summary>
    /// <returns>Name, length and SHA-256 of the file, for a manifest.</returns>
    /// <exception cref="IOException">The disk refused; the file does not exist then.</exception>
    public FileDigest Complete()
    {
        var fencesChecksum = _fences.CopyTo(_file);
        Span<byte> trailer = stackalloc byte[TableTrailer.Size];
        new TableTrailer(
            _schema.Name, _schema.Format, _schema.RowSize, Count, _firstKey, _lastKey,
            _rows.GetCurrentHashAsUInt64(), fencesChecksum, _rowsPerFence).Write(trailer);
        _file.Write(trailer);
        return _file.Complete();
    }

    /// <summary>Gives the file up, unless it was completed.</summary>
    public void Dispose()
    {
        _fences.Dispose();
        _file.Dispose();
    }
}
