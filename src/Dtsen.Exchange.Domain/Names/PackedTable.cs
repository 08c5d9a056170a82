using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>What is known of words, by their number; open addressing, at most half full. Made once.</summary>
/// <typeparam name="T">What is known.</typeparam>
internal sealed class PackedTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    // Apart, so that the places that a search looks at stay in the cache.
    private readonly ulong[] _words;
    private readonly T[] _values;
    private readonly int _shift;

    public PackedTable(IReadOnlyDictionary<ulong, T> values)
    {
        var capacity = BitOperations.RoundUpToPowerOf2((uint)(2 * values.Count) + 1);
        _words = new ulong[capacity];
        _values = new T[capacity];
        _shift = 64 - BitOperations.Log2(capacity);
        foreach (var (packed, value) in values)
        {
            var at = PlaceOf(packed);
            (_words[at], _values[at]) = (packed, value);
        }
    }

    /// <summary>What is known of a word; the default where nothing is.</summary>
    /// <param name="packed">Its number; of 0 nothing is known.</param>
    public ref readonly T this[ulong packed] => ref _values[PlaceOf(packed)];

    // Its place, or the empty one where it would stand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf(ulong packed)
    {
        var words = _words;
        var at = (int)((packed * Spread) >> _shift);
        while (words[at] != packed && words[at] != 0)
        {
            at = (at + 1) & (words.Length - 1);
        }

        return at;
    }
}
