namespace Dtsen.Exchange.Register.Releases;

/// <summary>Families that are gathered before they are written, in buffers that serve one kabupaten after another.</summary>
internal sealed class FamilyPage
{
    private const int Bytes = 1 << 20;
    private const int Families = 4096;

    private readonly byte[] _bytes = new byte[Bytes];
    private readonly List<ReadOnlyMemory<byte>> _families = new(Families);
    private readonly List<ulong> _numbers = new(Families);
    private int _length;

    /// <summary>The families.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> All => _families;

    /// <summary>Their numbers.</summary>
    public ReadOnlySpan<ulong> Numbers => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_numbers);

    public bool HasRoomFor(int length) => _bytes.Length - _length >= length && _families.Count < Families;

    public void Add(ulong number, ReadOnlySpan<byte> family)
    {
        var copy = _bytes.AsMemory(_length, family.Length);
        family.CopyTo(copy.Span);
        _length += family.Length;
        _families.Add(copy);
        _numbers.Add(number);
    }

    public void Clear()
    {
        _families.Clear();
        _numbers.Clear();
        _length = 0;
    }
}
