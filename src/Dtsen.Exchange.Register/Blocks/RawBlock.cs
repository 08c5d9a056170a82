namespace Dtsen.Exchange.Register.Blocks;

/// <summary>
/// A block before compression: the steps between keys, the lengths, then the families one after the other.
/// Keys and lengths stand apart from the families because like compresses with like.
/// </summary>
internal sealed class RawBlock
{
    private byte[] _steps = new byte[1 << 12];
    private byte[] _lengths = new byte[1 << 12];
    private byte[] _families = new byte[BlockFile.TargetRawLength];
    private byte[] _whole = [];
    private int _stepsLength;
    private int _lengthsLength;
    private int _familiesLength;

    public int Count { get; private set; }

    public ulong FirstKey { get; private set; }

    public ulong LastKey { get; private set; }

    public int Length => _stepsLength + _lengthsLength + _familiesLength;

    /// <summary>Bytes that a family takes.</summary>
    public static int LengthOf(ulong step, int family) => Varint.LengthOf(step) + Varint.LengthOf((ulong)family) + family;

    public void Add(ulong key, ReadOnlySpan<byte> family)
    {
        if (Count++ == 0)
        {
            FirstKey = LastKey = key;
        }

        _stepsLength += Varint.Write(Room(ref _steps, _stepsLength, Varint.MaximumLength), key - LastKey);
        _lengthsLength += Varint.Write(
            Room(ref _lengths, _lengthsLength, Varint.MaximumLength), (ulong)family.Length);
        family.CopyTo(Room(ref _families, _familiesLength, family.Length));
        _familiesLength += family.Length;
        LastKey = key;
    }

    public ReadOnlySpan<byte> Assemble()
    {
        var whole = Room(ref _whole, 0, Length);
        _steps.AsSpan(0, _stepsLength).CopyTo(whole);
        _lengths.AsSpan(0, _lengthsLength).CopyTo(whole[_stepsLength..]);
        _families.AsSpan(0, _familiesLength).CopyTo(whole[(_stepsLength + _lengthsLength)..]);
        return whole[..Length];
    }

    public void Clear() => Count = _stepsLength = _lengthsLength = _familiesLength = 0;

    /// <summary>Leaves nothing of any family behind.</summary>
    public void Wipe()
    {
        Clear();
        Array.Clear(_steps);
        Array.Clear(_families);
        Array.Clear(_whole);
    }

    private static Span<byte> Room(ref byte[] buffer, int at, int length)
    {
        if (buffer.Length - at < length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + length));
        }

        return buffer.AsSpan(at);
    }
}
