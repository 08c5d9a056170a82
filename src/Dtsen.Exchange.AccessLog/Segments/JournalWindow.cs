using Dtsen.Exchange.AccessLog.Files;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>Reads the leaves of a journal one after another, in large reads.</summary>
internal sealed class JournalWindow(OpenSegment open)
{
    private byte[] _bytes = new byte[1 << 16];
    private long _start;
    private int _length;

    public ReadOnlySpan<byte> Leaf(int position)
    {
        var length = LeafRecord.LeafLength(At(position, LeafRecord.HeaderSize));
        return At(position, LeafRecord.HeaderSize + length)[LeafRecord.HeaderSize..];
    }

    private ReadOnlySpan<byte> At(int position, int length)
    {
        if (position < _start || position + length > _start + _length)
        {
            if (length > _bytes.Length)
            {
                _bytes = new byte[length];
            }

            _start = position;
            _length = (int)Math.Min(_bytes.Length, RandomAccess.GetLength(open.Handle) - position);
            ExactRead.Fill(open.FilePath, open.Handle, _bytes.AsSpan(0, _length), position);
        }

        return _bytes.AsSpan((int)(position - _start), length);
    }
}
