using System.Buffers;
using Dtsen.Exchange.Register.Files;
using ZstdSharp;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>
/// Walks families in order of key, holding one block in pooled buffers. For one thread at a time; it may be kept
/// across awaits.
/// </summary>
public sealed class BlockCursor : IDisposable
{
    private readonly BlockReader _reader;
    private readonly Decompressor _decompressor = new();
    private byte[] _payload = [];
    private byte[] _raw = [];
    private ulong[] _keys = [];
    private int[] _ends = [];
    private int _nextBlock;
    private long _firstRow;
    private int _count;
    private int _at = -1;
    private readonly long _startRow;
    private readonly ulong? _after;

    internal BlockCursor(BlockReader reader, int block, long startRow, ulong? after)
    {
        _reader = reader;
        _nextBlock = block;
        _startRow = startRow;
        _after = after;
    }

    /// <summary>The key of the family.</summary>
    public ulong Key { get; private set; }

    /// <summary>The index of the family in the file, from 0.</summary>
    public long Row { get; private set; }

    /// <summary>The bytes of the family, as they were appended. Valid until the next move or dispose.</summary>
    public ReadOnlyMemory<byte> Family { get; private set; }

    /// <summary>Goes to the next family, reading and checking the next block where one ends.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RegisterFileException">The next block is damaged; the message has its index.</exception>
    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_nextBlock < 0, this);
        while (true)
        {
            while (++_at < _count)
            {
                if (_firstRow + _at >= _startRow && !(_keys[_at] <= _after))
                {
                    Key = _keys[_at];
                    Row = _firstRow + _at;
                    var start = _at == 0 ? _ends[_count] : _ends[_at - 1];
                    Family = _raw.AsMemory(start, _ends[_at] - start);
                    return true;
                }
            }

            Family = default;
            if (_nextBlock >= _reader.Blocks.Length)
            {
                _at = _count;
                return false;
            }

            _count = 0;
            Load(_nextBlock);
            _nextBlock++;
            _at = -1;
        }
    }

    /// <summary>Goes to the next family of a block: to its first, where the cursor stands in another block.</summary>
    /// <returns>False at the end of the block.</returns>
    /// <exception cref="RegisterFileException">The block is damaged.</exception>
    internal bool MoveNextIn(int block)
    {
        if (_nextBlock != block + 1)
        {
            ObjectDisposedException.ThrowIf(_nextBlock < 0, this);
            (_nextBlock, _count, _at) = (block, 0, -1);
        }

        return (_nextBlock == block || _at + 1 < _count) && MoveNext();
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (_nextBlock >= 0)
        {
            _nextBlock = -1;
            Family = default;
            Return(ref _payload);
            Return(ref _raw);
            Return(ref _keys);
            Return(ref _ends);
            _decompressor.Dispose();
        }
    }

    private void Load(int index)
    {
        var entry = _reader.Blocks[index];
        Rent(ref _payload, entry.Length);
        var bytes = _payload.AsSpan(0, entry.Length);
        var header = _reader.ReadBlock(index, bytes);
        Rent(ref _raw, header.RawLength);
        if (!Decompress(bytes[BlockHeader.Size..], header.RawLength) || !Unpack(header))
        {
            throw _reader.Contradiction(index);
        }

        _firstRow = entry.FirstRow;
        _count = entry.Count;
    }

    private bool Decompress(ReadOnlySpan<byte> payload, int rawLength)
    {
        try
        {
            return _decompressor.Unwrap(payload, _raw.AsSpan(0, rawLength)) == rawLength;
        }
        catch (ZstdException)
        {
            return false;
        }
    }

    // Fills keys and ends; the place after the last end holds the start of the first family.
    private bool Unpack(BlockHeader header)
    {
        Rent(ref _keys, header.Count);
        Rent(ref _ends, header.Count + 1);
        ReadOnlySpan<byte> rest = _raw.AsSpan(0, header.RawLength);
        var key = header.FirstKey;
        for (var i = 0; i < header.Count; i++)
        {
            if (!Varint.TryRead(ref rest, out var step) || (step == 0) != (i == 0) || step > header.LastKey - key)
            {
                return false;
            }

            key += step;
            _keys[i] = key;
        }

        ulong end = 0;
        for (var i = 0; i < header.Count; i++)
        {
            if (!Varint.TryRead(ref rest, out var length) || length > BlockFile.MaximumFamilyLength)
            {
                return false;
            }

            end += length;
            if (end > BlockFile.MaximumRawLength)
            {
                return false;
            }

            _ends[i] = (int)end;
        }

        var start = header.RawLength - rest.Length;
        for (var i = 0; i < header.Count; i++)
        {
            _ends[i] += start;
        }

        _ends[header.Count] = start;
        return key == header.LastKey && (int)end == rest.Length;
    }

    private static void Rent<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            Return(ref buffer);
            buffer = ArrayPool<T>.Shared.Rent(length);
        }
    }

    // Cleared, since what leaves this class through the pool would be people.
    private static void Return<T>(ref T[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<T>.Shared.Return(buffer, clearArray: true);
            buffer = [];
        }
    }
}
