using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>What is known of words, by their number; open addressing, at most half full. Made once.</summary>
/// <typeparam name="T">What is known.</typeparam>
internal sealed class PackedTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    // A bit for each word, eight times as many as there are entries: what is not known is mostly told by kilobytes that stay near the
    // processor.
    private const int FilterBits = 3;

    // Two numbers in the filter: a hash cannot be shifted until nothing is left.
    private const uint LeastCapacity = 2 * 64 >> FilterBits;

    private readonly ulong[] _filter;

    // Word and value side by side, so that a word that is known costs one look into memory.
    private readonly Entry[] _entries;
    private readonly int _shift;
    private readonly Entry _none;

    public PackedTable(IReadOnlyDictionary<ulong, T> values)
    {
        var capacity = Math.Max(LeastCapacity, BitOperations.RoundUpToPowerOf2((uint)(2 * values.Count) + 1));
        _entries = new Entry[capacity];
        _filter = new ulong[(capacity << FilterBits) / 64];
        _shift = 64 - BitOperations.Log2(capacity);
        foreach (var (packed, value) in values)
        {
            var hash = packed * Spread;
            var bit = BitOf(hash);
            _filter[bit >> 6] |= 1ul << (int)bit;
            Find(hash, packed) = new Entry(packed, value);
        }
    }

    /// <summary>What is known of a word; the default where nothing is.</summary>
    /// <param name="packed">Its number; of 0 nothing is known.</param>
    public ref readonly T this[ulong packed]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var hash = packed * Spread;
            var bit = BitOf(hash);
            return ref (_filter[bit >> 6] & (1ul << (int)bit)) == 0 ? ref _none.Value : ref Find(hash, packed).Value;
        }
    }

    private ulong BitOf(ulong hash) => hash >> (_shift - FilterBits);

    // Its entry, or the empty one where it would stand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Find(ulong hash, ulong packed)
    {
        var entries = _entries;
        var at = (int)(hash >> _shift);
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
