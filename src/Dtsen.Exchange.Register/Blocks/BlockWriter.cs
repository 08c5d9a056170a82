using System.IO.Hashing;
using System.Security.Cryptography;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>
/// Writes families, in rising order of key, to a file that can be left unfinished and taken up again: what
/// <see cref="Flush"/> has returned for survives a crash. Not safe for use by several threads; the file is held
/// exclusively.
/// </summary>
public sealed class BlockWriter : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly List<BlockEntry> _blocks = [];
    private readonly IncrementalHash? _sha256;
    private byte[] _block = [];
    private long _length;
    private long _synced;
    private bool _completed;

    private BlockWriter(string path, SafeFileHandle handle, bool digest)
    {
        _path = path;
        _handle = handle;
        _sha256 = digest ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>Families in the file; the row index of the next one.</summary>
    public long Rows { get; private set; }

    /// <summary>The key of the last family, after which an interrupted upload goes on; null in an empty file.</summary>
    public ulong? LastKey { get; private set; }

    /// <summary>
    /// Opens an unfinished file, or creates it. Every block is read and checked; from the first one that is not
    /// whole on, the file is cut off, so <see cref="LastKey"/> is where to go on from.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="digest">
    /// Whether the digest is taken of what is written, as it is written: for a file that will be completed. Most uploads never are.
    /// </param>
    /// <returns>The writer, to be disposed.</returns>
    /// <exception cref="RegisterFileException">The file is complete, or is not an unfinished Blocks file.</exception>
    /// <exception cref="IOException">The file is held by another writer, or the disk refused.</exception>
    public static BlockWriter Open(string path, bool digest = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var writer = new BlockWriter(path, handle, digest);
        try
        {
            writer.TakeUp();
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Adds families as one or more blocks of some 96 KB before compression; few families at a time make small
    /// blocks, which compress badly. Not durable before <see cref="Flush"/>.
    /// </summary>
    /// <param name="families">The bytes of each family, each 0 to 1 MiB.</param>
    /// <param name="keys">The key of each, strictly rising, above <see cref="LastKey"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer keys than families, or a family is too long.</exception>
    /// <exception cref="RowOrderException">A key is out of order. Nothing was added.</exception>
    /// <exception cref="IOException">The disk refused: some leading families may have been added.</exception>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> families, ReadOnlySpan<ulong> keys)
    {
        ArgumentNullException.ThrowIfNull(families);
        ThrowIfNotWritable();
        var left = Check(families, keys);
        using var packer = BlockPacker.Take();

        // Even shares of what is left, so that the last block of a page is not a small rest.
        var blocks = (left / BlockFile.TargetRawLength) + 1;
        for (var i = 0; i < families.Count; i++)
        {
            packer.Add(keys[i], families[i].Span);
            if (packer.RawLength > left / blocks)
            {
                left -= packer.RawLength;
                blocks = Math.Max(blocks - 1, 1);
                Write(packer);
            }
        }

        if (packer.Count > 0)
        {
            Write(packer);
        }
    }

    /// <summary>
    /// Adds a block of another file as it stands. What is compressed says nothing of its place in a file, so only the header is made anew.
    /// </summary>
    /// <param name="source">The other file.</param>
    /// <param name="index">The block, whose keys are above <see cref="LastKey"/>.</param>
    /// <exception cref="RegisterFileException">The block is damaged.</exception>
    /// <exception cref="RowOrderException">A key is out of order. Nothing was added.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void TakeOver(BlockReader source, int index)
    {
        ThrowIfNotWritable();
        var length = source.Blocks[index].Length;
        if (_block.Length < length)
        {
            _block = new byte[length];
        }

        var block = _block.AsSpan(0, length);
        var header = source.ReadBlock(index, block) with { FirstRow = Rows };
        if (header.FirstKey <= LastKey)
        {
            throw new RowOrderException(_path, Rows, header.FirstKey == LastKey);
        }

        header.Write(block);
        RandomAccess.Write(_handle, block, _length);
        _sha256?.AppendData(block);
        Count(header);
    }

    /// <summary>Writes through to the disk all that was appended. After it returned, an upload may be acknowledged.</summary>
    /// <exception cref="IOException">
    /// The disk refused. What was appended since the last time is cut off: take the file up again.
    /// </exception>
    public void Flush()
    {
        ThrowIfNotWritable();
        try
        {
            Durability.SyncFile(_handle);
            _synced = _length;
        }
        catch (IOException)
        {
            // It can still be read, and may never reach the disk: the next sync would not try again, and would say that all is well.
            RandomAccess.SetLength(_handle, _synced);
            throw;
        }
    }

    /// <summary>Adds the index, syncs, and closes the file for good: it cannot be appended to any more.</summary>
    /// <returns>Name, length and SHA-256 of the file, for a manifest.</returns>
    /// <exception cref="IOException">The disk refused; the file is unfinished still.</exception>
    public FileDigest Complete()
    {
        ThrowIfNotWritable();
        var footer = new byte[(_blocks.Count * BlockEntry.Size) + BlockTrailer.Size];
        for (var i = 0; i < _blocks.Count; i++)
        {
            _blocks[i].Write(footer.AsSpan(i * BlockEntry.Size));
        }

        var index = footer.AsSpan(0, _blocks.Count * BlockEntry.Size);
        new BlockTrailer(
            _blocks.Count, Rows, _blocks.Count > 0 ? _blocks[0].FirstKey : 0, LastKey ?? 0,
            XxHash3.HashToUInt64(index)).Write(footer.AsSpan(index.Length));
        Write(footer);

        var digest = _sha256 is null
            ? FileDigest.Of(_path, _handle)
            : new FileDigest(Path.GetFileName(_path), _length, Convert.ToHexStringLower(_sha256.GetHashAndReset()));
        Durability.SyncFile(_handle);
        _completed = true;
        _handle.Dispose();
        Durability.MakeReadOnly(_path);
        return digest;
    }

    /// <summary>Closes the file. Unless completed, it can be taken up again.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        _sha256?.Dispose();
    }

    private void TakeUp()
    {
        var length = RandomAccess.GetLength(_handle);
        if (length <= BlockFile.HeaderSize)
        {
            Begin();
            return;
        }

        BlockFile.CheckHeader(_path, _handle);
        if (BlockTrailer.IsAtEndOf(_handle, length))
        {
            throw new RegisterFileException(_path, RegisterFileFault.AlreadyCompleted, "is complete.");
        }

        var header = new byte[BlockFile.HeaderSize];
        BlockFile.WriteHeader(header);
        _sha256?.AppendData(header);
        _length = header.Length;
        byte[] buffer = [];
        while (BlockScan.TryRead(_handle, _length, Rows, LastKey, ref buffer, out var block))
        {
            _sha256?.AppendData(buffer, 0, block.Length);
            Count(block);
        }

        RandomAccess.SetLength(_handle, _length);
        Durability.SyncFile(_handle);
        _synced = _length;
    }

    // The header is on the disk before the first block can be: a file longer than it has a whole one.
    private void Begin()
    {
        RandomAccess.SetLength(_handle, 0);
        var header = new byte[BlockFile.HeaderSize];
        BlockFile.WriteHeader(header);
        Write(header);
        Durability.SyncFile(_handle);
        _synced = _length;
        Durability.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(_path))!);
    }

    /// <summary>What the families take before compression, about: the first of a block has no step.</summary>
    private long Check(IReadOnlyList<ReadOnlyMemory<byte>> families, ReadOnlySpan<ulong> keys)
    {
        if (families.Count != keys.Length)
        {
            throw new ArgumentException("Every family has one key.", nameof(keys));
        }

        long total = 0;
        var last = LastKey;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] <= last)
            {
                throw new RowOrderException(_path, Rows + i, keys[i] == last);
            }

            if (families[i].Length > BlockFile.MaximumFamilyLength)
            {
                throw new ArgumentException($"Family {i} is longer than 1 MiB.", nameof(families));
            }

            total += RawBlock.LengthOf(i == 0 ? 0 : keys[i] - keys[i - 1], families[i].Length);
            last = keys[i];
        }

        return total;
    }

    private void Write(BlockPacker packer)
    {
        var block = packer.Pack(Rows, out var header);
        RandomAccess.Write(_handle, block, _length);
        _sha256?.AppendData(block);
        Count(header);
    }

    private void Count(BlockHeader block)
    {
        _blocks.Add(new BlockEntry(_length, block.FirstKey, Rows, block.Count, block.Length));
        _length += block.Length;
        Rows += block.Count;
        LastKey = block.LastKey;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, _length);
        _sha256?.AppendData(bytes);
        _length += bytes.Length;
    }

    private void ThrowIfNotWritable()
    {
        if (_completed)
        {
            throw new InvalidOperationException("The file is complete.");
        }

        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
    }
}
