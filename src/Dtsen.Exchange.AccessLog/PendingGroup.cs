using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Leaves that are written and synced together: their records one after the other, with room for the frame's header before them, and their
/// hashes. It is filled and emptied again and again, so a leaf that waits costs no memory of its own. Not safe for several threads.
/// </summary>
internal sealed class PendingGroup
{
    private const int FirstSize = 1 << 16;
    private const int Full = 4 << 20;

    private byte[] _frame = new byte[FirstSize];
    private TreeHash[] _hashes = new TreeHash[64];
    private int _length = JournalFrame.HeaderSize;

    /// <summary>The number of leaves.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the next leaf belongs into another.</summary>
    public bool IsFull => _length >= Full;

    /// <summary>The frame, its header still to be completed.</summary>
    public Span<byte> Frame => _frame.AsSpan(0, _length);

    /// <summary>Hashes of the leaves.</summary>
    public ReadOnlySpan<TreeHash> Hashes => _hashes.AsSpan(0, Count);

    public void Add(ReadOnlySpan<byte> record, in TreeHash hash)
    {
        if (_frame.Length - _length < record.Length)
        {
            Array.Resize(ref _frame, Math.Max(_length + record.Length, _frame.Length * 2));
        }

        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
        }

        record.CopyTo(_frame.AsSpan(_length));
        _length += record.Length;
        _hashes[Count++] = hash;
    }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        Count = 0;
        _length = JournalFrame.HeaderSize;
    }
}
