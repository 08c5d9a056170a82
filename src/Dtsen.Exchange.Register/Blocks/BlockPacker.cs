using System.Collections.Concurrent;
using System.IO.Hashing;
using ZstdSharp;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>
/// Makes blocks of families. It takes nearly a megabyte, so writers, of which hundreds may be open, lend it to each other: there are as
/// many as were ever at work at once. For one thread at a time.
/// </summary>
internal sealed class BlockPacker : IDisposable
{
    private const int CompressionLevel = 2;

    // One that has grown beyond, for a family of extraordinary length, is not kept.
    private const int LargestKept = 1 << 20;

    private static readonly ConcurrentBag<BlockPacker> Idle = [];

    private readonly Compressor _compressor = new(CompressionLevel);
    private readonly RawBlock _raw = new();
    private byte[] _block = [];

    /// <summary>Families in the block that is being filled.</summary>
    public int Count => _raw.Count;

    /// <summary>Its bytes before compression.</summary>
    public int RawLength => _raw.Length;

    /// <summary>Takes one that is empty; disposing gives it back.</summary>
    public static BlockPacker Take() => Idle.TryTake(out var packer) ? packer : new BlockPacker();

    /// <summary>Gives it back; a block that was not ended is dropped, and nothing of any family stays in it.</summary>
    public void Dispose()
    {
        if (_block.Length > LargestKept)
        {
            _compressor.Dispose();
            return;
        }

        _raw.Wipe();
        Array.Clear(_block);
        Idle.Add(this);
    }

    public void Add(ulong key, ReadOnlySpan<byte> family) => _raw.Add(key, family);

    /// <summary>Ends the block.</summary>
    /// <param name="firstRow">Row of its first family.</param>
    /// <param name="header">Its header.</param>
    /// <returns>The block with its header, valid until the next one is ended.</returns>
    public ReadOnlySpan<byte> Pack(long firstRow, out BlockHeader header)
    {
        var raw = _raw.Assemble();
        var room = BlockHeader.Size + Compressor.GetCompressBound(raw.Length);
        if (_block.Length < room)
        {
            _block = new byte[room];
        }

        var payload = _compressor.Wrap(raw, _block.AsSpan(BlockHeader.Size));
        header = new BlockHeader(
            payload, raw.Length, _raw.Count, _raw.FirstKey, _raw.LastKey, firstRow,
            XxHash3.HashToUInt64(_block.AsSpan(BlockHeader.Size, payload)));
        header.Write(_block);
        _raw.Clear();
        return _block.AsSpan(0, header.Length);
    }
}
