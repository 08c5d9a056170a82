using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>What is known of words, by their number; open addressing, at most half full. Made once.</summary>
/// <typeparam name="T">What is known.</typeparam>
internal sealed class PackedTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    // Word and value side by side, so that a word that is known costs one look into memory.
    private readonly Entry[] _entries;
    private readonly int _shift;

    public PackedTable(IReadOnlyDictionary<ulong, T> values)
    {
        var capacity = BitOperations.RoundUpToPowerOf2((uint)(2 * values.Count) + 1);
        _entries = new Entry[capacity];
        _shift = 64 - BitOperations.Log2(capacity);
        foreach (var (packed, value) in values)
        {
            Find(packed) = new Entry(packed, value);
        }
    }

    /// <summary>What is known of a word; the default where nothing is.</summary>
    /// <param name="packed">Its number; of 0 nothing is known.</param>
    public ref readonly T this[ulong packed] => ref Find(packed).Value;

    // Its entry, or the empty one where it would stand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Find(ulong packed)
    {
        var entries = _entries;
        var at = (int)((packed * Spread) >> _shift);
        while (entries[at].Packed != packed && entries[at].Packed != 0)
        {
            at = (at + 1) & (entries.Length - 1);
        }

        return ref entries[at];
    }

    private readonly struct Entry(ulong packed, T value)
    {
        public readonly ulong Packed = packed;
        public readonly T Value = value;
    }
}
