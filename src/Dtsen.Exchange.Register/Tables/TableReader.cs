using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// A completed Table, mapped into memory for reading. Any number of threads may read at once. Spans that it hands
/// out point into the file and are valid until <see cref="Dispose"/>, which must wait for the last of them:
/// whoever owns the reader counts its users.
/// </summary>
public sealed unsafe partial class TableReader : IDisposable
{
    private readonly string _path;
    private readonly TableTrailer _trailer;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly FenceTree _fences;
    private readonly ulong* _fenceKeys;
    private readonly int _rowSize;
    private readonly int _fenceBits;
    private readonly bool _isDense;
    private readonly long _count;
    private byte* _rows;

    private TableReader(string path, SafeFileHandle handle, TableTrailer trailer, TableSchema schema)
    {
        _path = path;
        _trailer = trailer;
        Schema = schema;
        _rowSize = trailer.RowSize;
        _fenceBits = int.Log2(trailer.RowsPerFence);
        _isDense = trailer.RowsPerFence <= FewRows;
        _count = trailer.Count;
        _file = MemoryMappedFile.CreateFromFile(
            handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var fencesAt = _count * _rowSize;
        var fenceBytes = trailer.FenceCount * sizeof(ulong);
        _view = _file.CreateViewAccessor(0, fencesAt + fenceBytes + TableTrailer.Size, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _rows);
        _rows += _view.PointerOffset;
        _fenceKeys = (ulong*)(_rows + fencesAt);
        if (Checksum((byte*)_fenceKeys, fenceBytes) != trailer.FencesChecksum)
        {
            Dispose();
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "the fences are damaged.");
        }

        _fences = new FenceTree(_fenceKeys, trailer.FenceCount);
    }

    /// <summary>What the rows are: the one of the accepted schemas that the file carries.</summary>
    public TableSchema Schema { get; }

    /// <summary>The number of rows.</summary>
    public long Count => _count;

    /// <summary>
    /// Opens a Table and checks its trailer, its length and its fences. The rows are only checked by
    /// <see cref="Verify"/>, so that opening does not read a whole nation.
    /// </summary>
    /// <param name="path">A completed file.</param>
    /// <param name="accepted">The schemas, of one name, whose formats the caller can read.</param>
    /// <returns>The reader, to be disposed.</returns>
    /// <exception cref="RegisterFileException">The file is damaged, or is not what was asked for.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TableReader Open(string path, params ReadOnlySpan<TableSchema> accepted)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tables are mapped as they stand, little endian.");
        }

        using var handle = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        var length = RandomAccess.GetLength(handle);
        Span<byte> bytes = stackalloc byte[TableTrailer.Size];
        var read = RandomAccess.Read(handle, bytes, Math.Max(length - TableTrailer.Size, 0));
        var trailer = TableTrailer.Read(path, length, bytes[..read]);
        return new TableReader(path, handle, trailer, Choose(path, trailer, accepted));
    }

    /// <summary>Reads all rows once and compares their checksum: what staging a release does before it is served.</summary>
    /// <exception cref="RegisterFileException">A byte of the rows is not the one that was written.</exception>
    public void Verify()
    {
        ThrowIfDisposed();
        if (Checksum(_rows, _count * _rowSize) != _trailer.RowsChecksum)
        {
            throw new RegisterFileException(_path, RegisterFileFault.ChecksumMismatch, "the rows are damaged.");
        }
    }

    /// <summary>Finds the row of a key.</summary>
    /// <param name="key">The key, all 64 bits.</param>
    /// <param name="row">The row, key included, if there is one; else empty.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(ulong key, out ReadOnlySpan<byte> row)
    {
        var index = LowerBound(key);
        if (index < _count && KeyAt(index) == key)
        {
            row = new ReadOnlySpan<byte>(_rows + (index * _rowSize), _rowSize);
            return true;
        }

        row = default;
        return false;
    }

    /// <summary>Where a key stands or would stand; the start of a scan over a range of keys.</summary>
    /// <param name="key">The key, all 64 bits.</param>
    /// <returns>The index of the first row whose key is not below it; <see cref="Count"/> if there is none.</returns>
    public long LowerBound(ulong key)
    {
        ThrowIfDisposed();
        if (_count == 0)
        {
            return 0;
        }

        var fence = _fences.Locate(key);
        return _isDense ? CountUnder(key, fence) : Search(key, Guess(key, fence));
    }

    /// <summary>
    /// Where many keys stand or would stand, in any order, faster than one after the other: the rows of some keys are
    /// on their way from memory while the next keys are sought among the fences. When it returns, so are the rows themselves. A key that
    /// stands where the one before does costs hardly more than its way through the fences.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="indexes">Receives, for each key, what <see cref="LowerBound"/> gives.</param>
    /// <exception cref="ArgumentException"><paramref name="indexes"/> is shorter than the keys.</exception>
    public void LowerBounds(ReadOnlySpan<ulong> keys, Span<long> indexes)
    {
        ThrowIfDisposed();
        if (indexes.Length < keys.Length)
        {
            throw new ArgumentException("There is no room for every index.", nameof(indexes));
        }

        if (_count == 0)
        {
            indexes[..keys.Length].Clear();
            return;
        }

        const int ahead = 16;
        indexes = indexes[..keys.Length];
        for (var done = -ahead; done < keys.Length; done += ahead)
        {
            var next = Math.Min(done + ahead, keys.Length);
            var end = Math.Min(next + ahead, keys.Length);
            GuessAll(keys[next..end], indexes[next..end]);
            if (done >= 0)
            {
                SearchAll(keys[done..next], indexes[done..next]);
            }
        }
    }

    /// <summary>The row at an index.</summary>
    /// <param name="index">From 0, in order of key.</param>
    /// <returns>The row, key included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<byte> Row(long index)
    {
        ThrowIfDisposed();
        if ((ulong)index >= (ulong)_count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such row.");
        }

        return new ReadOnlySpan<byte>(_rows + (index * _rowSize), _rowSize);
    }

    /// <summary>Begins to bring a row from memory; where there is none, nothing.</summary>
    internal void Fetch(long index)
    {
        if ((ulong)index < (ulong)_count)
        {
            Memory.Fetch(_rows + (index * _rowSize));
            Memory.Fetch(_rows + ((index + 1) * _rowSize) - 1);
        }
    }

    /// <summary>All rows in order of key, for <c>foreach</c>.</summary>
    /// <returns>An enumerator that allocates nothing.</returns>
    public TableEnumerator GetEnumerator() => new(this);

    /// <summary>Unmaps the file. No span handed out before may be touched afterwards.</summary>
    public void Dispose()
    {
        if (_rows != null)
        {
            _rows = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }

    private static TableSchema Choose(string path, TableTrailer trailer, ReadOnlySpan<TableSchema> accepted)
    {
        var known = false;
        foreach (var schema in accepted)
        {
            if (schema.Name == trailer.Name)
            {
                known = true;
                if (schema.Format == trailer.Format && schema.RowSize == trailer.RowSize)
                {
                    return schema;
                }
            }
        }

        throw known
            ? new RegisterFileException(
                path, RegisterFileFault.UnknownFormat,
                $"holds {trailer.Name} of format {trailer.Format} in {trailer.RowSize} bytes, which is not read here.")
            : new RegisterFileException(
                path, RegisterFileFault.WrongSchema, $"holds {trailer.Name}, which was not asked for.");
    }

    private static ulong Checksum(byte* bytes, long length)
    {
        const int chunk = 1 << 24;
        var hash = new XxHash3();
        for (long at = 0; at < length; at += chunk)
        {
            hash.Append(new ReadOnlySpan<byte>(bytes + at, (int)Math.Min(chunk, length - at)));
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_rows == null, this);
}
