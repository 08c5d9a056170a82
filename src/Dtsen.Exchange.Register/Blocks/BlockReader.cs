using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>
/// A Blocks file for reading. Nothing is mapped; each cursor reads block by block into buffers of its own, so any
/// number of them may run at once.
/// </summary>
public sealed class BlockReader : IDisposable
{
    private readonly BlockEntry[] _blocks;

    private BlockReader(string path, SafeFileHandle handle, BlockEntry[] blocks)
    {
        FilePath = path;
        Handle = handle;
        _blocks = blocks;
        Rows = blocks.Length == 0 ? 0 : blocks[^1].FirstRow + blocks[^1].Count;
    }

    /// <summary>The number of families.</summary>
    public long Rows { get; }

    /// <summary>The number of blocks.</summary>
    public int BlockCount => _blocks.Length;

    internal string FilePath { get; }

    internal SafeFileHandle Handle { get; }

    internal ReadOnlySpan<BlockEntry> Blocks => _blocks;

    /// <summary>Opens a completed file and checks its index; each block is checked when it is read.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The reader, to be disposed after its cursors.</returns>
    /// <exception cref="RegisterFileException">The file is damaged, unfinished, or of another kind or format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BlockReader Open(string path) => Open(path, BlockIndex.Read);

    /// <summary>
    /// Opens a file that was not completed, going from block to block. A tail that is no whole block is an error
    /// here, since it may hide further blocks: opening and disposing a <see cref="BlockWriter"/> cuts it off. A file
    /// cut between two blocks looks whole: compare <see cref="Rows"/> with what was acknowledged.
    /// </summary>
    /// <param name="path">The file, which no writer holds.</param>
    /// <returns>The reader, to be disposed after its cursors.</returns>
    /// <exception cref="RegisterFileException">The file is damaged or torn, complete, or of another kind or format.</exception>
    /// <exception cref="IOException">The file cannot be read, or a writer holds it.</exception>
    public static BlockReader OpenUnfinished(string path) => Open(path, BlockIndex.Gather);

    /// <summary>Reads families from a row on.</summary>
    /// <param name="row">The index of the first one, from 0; <see cref="Rows"/> or more reads none.</param>
    /// <returns>A cursor before that row, to be disposed.</returns>
    public BlockCursor Read(long row = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        var block = FirstWhere(entry => entry.FirstRow + entry.Count > row);
        return new BlockCursor(this, block, row, null);
    }

    /// <summary>Reads the families whose key is above a key: what comes next after an interrupted reading.</summary>
    /// <param name="key">The last key that is not wanted any more.</param>
    /// <returns>A cursor before the first one, to be disposed.</returns>
    public BlockCursor ReadAfter(ulong key)
    {
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        var block = FirstWhere(entry => entry.FirstKey > key);
        return new BlockCursor(this, Math.Max(block - 1, 0), 0, key);
    }

    /// <summary>The rows of a block.</summary>
    internal (long First, int Count) RowsOf(int index) => (_blocks[index].FirstRow, _blocks[index].Count);

    /// <summary>Whether a block has at least half of what blocks are made for, so that making it anew would gain little.</summary>
    /// <exception cref="RegisterFileException">The block is damaged.</exception>
    internal bool IsLarge(int index)
    {
        Span<byte> bytes = stackalloc byte[BlockHeader.Size];
        return BlockFile.ReadExactly(Handle, bytes, _blocks[index].Offset) && BlockHeader.TryRead(bytes, out var header)
            ? header.RawLength >= BlockFile.TargetRawLength / 2
            : throw Damage(index);
    }

    /// <summary>Reads a block with its header, and checks it against its checksum and the index.</summary>
    /// <param name="index">The block.</param>
    /// <param name="block">Takes it: as long as the index says.</param>
    /// <exception cref="RegisterFileException">The block is damaged.</exception>
    internal BlockHeader ReadBlock(int index, Span<byte> block)
    {
        var entry = _blocks[index];
        if (!BlockFile.ReadExactly(Handle, block, entry.Offset)
            || !BlockHeader.TryRead(block, out var header) || header.Length != entry.Length
            || XxHash3.HashToUInt64(block[BlockHeader.Size..]) != header.PayloadChecksum)
        {
            throw Damage(index);
        }

        return header.Count == entry.Count && header.FirstKey == entry.FirstKey && header.FirstRow == entry.FirstRow
            ? header
            : throw Contradiction(index);
    }

    /// <summary>What a block is that does not hold what its header, or the index, says.</summary>
    internal RegisterFileException Contradiction(int index) =>
        new(FilePath, RegisterFileFault.Inconsistent, $"block {index} contradicts its header.");

    /// <summary>Closes the file.</summary>
    public void Dispose() => Handle.Dispose();

    private RegisterFileException Damage(int index) =>
        new(FilePath, RegisterFileFault.ChecksumMismatch, $"block {index} is damaged.");

    private static BlockReader Open(string path, Func<string, SafeFileHandle, BlockEntry[]> index)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            BlockFile.CheckHeader(path, handle);
            return new BlockReader(path, handle, index(path, handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private int FirstWhere(Predicate<BlockEntry> beyond)
    {
        var (low, high) = (0, _blocks.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = beyond(_blocks[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
