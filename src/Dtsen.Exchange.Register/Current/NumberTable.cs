using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Values by NIK or nomor KK, which are never taken out: open addressing in one array, so that a value costs its own bytes. A byte of each
/// number's hash stands apart: whoever has no value, as most have, is told by one look at sixteen of those bytes, which are small enough to
/// stay in the cache. One thread writes; any number may read while none does.
/// </summary>
/// <typeparam name="T">A small structure.</typeparam>
internal sealed class NumberTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private const int FirstCapacity = 16;
    private const int Width = 16;
    private const int TagAt = 24;

    private Entry[] _entries = new Entry[FirstCapacity];

    // 0: the place is empty. Behind the last stand the first once more, so that sixteen can be looked at from anywhere.
    private byte[] _tags = new byte[FirstCapacity + Width];
    private int _count;

    /// <summary>Values.</summary>
    public int Count => _count;

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => (long)_entries.Length * (Unsafe.SizeOf<Entry>() + 1);

    /// <summary>Whether a number has a value.</summary>
    /// <param name="number">Any number but 0.</param>
    public bool Has(ulong number) => TryFind(number, out _);

    /// <summary>Finds a value.</summary>
    /// <param name="number">Any number but 0.</param>
    /// <param name="value">The value; default where there is none.</param>
    public bool TryGet(ulong number, out T value)
    {
        var found = TryFind(number, out var at);
        value = found ? _entries[at].Value : default;
        return found;
    }

    /// <summary>The value of a number, to be changed in place before the next call; default where there was none.</summary>
    /// <param name="number">Any number but 0.</param>
    public ref T GetOrAdd(ulong number)
    {
        if (!TryFind(number, out var at))
        {
            // At most four fifths full; half as large again each time, so that on average little stands empty.
            if ((_count + 1) * 5L > _entries.Length * 4L)
            {
                Grow();
                TryFind(number, out at);
            }

            Take(at, number);
            _count++;
        }

        return ref _entries[at].Value;
    }

    /// <summary>Begins to bring from memory what tells whether a number has a value.</summary>
    public void Fetch(ulong number) => Memory.Fetch(ref _tags[PlaceOf(number * Spread)]);

    /// <summary>Begins to bring the value of a number from memory, where it may have one.</summary>
    public void FetchValue(ulong number)
    {
        var hash = number * Spread;
        var at = PlaceOf(hash);
        if (Look(at, TagOf(hash), out _) is > 0 and var same)
        {
            ref var entry = ref _entries[Wrap(at + BitOperations.TrailingZeroCount(same))];
            Memory.Fetch(ref entry);
            Memory.Fetch(ref Unsafe.AddByteOffset(ref entry, Unsafe.SizeOf<Entry>() - 1));
        }
    }

    private static byte TagOf(ulong hash) => (byte)Math.Max((byte)(hash >> TagAt), (byte)1);

    private int PlaceOf(ulong hash) => (int)Math.BigMul(hash, (ulong)_entries.Length, out _);

    private int Wrap(int at) => at < _entries.Length ? at : at - _entries.Length;

    /// <summary>Finds the place of a number, or the empty one where it would stand.</summary>
    private bool TryFind(ulong number, out int at)
    {
        var hash = number * Spread;
        var tag = TagOf(hash);
        at = PlaceOf(hash);
        while (true)
        {
            for (var same = Look(at, tag, out var empty); same != 0 || empty != 0; same &= same - 1)
            {
                var place = Wrap(at + BitOperations.TrailingZeroCount(same != 0 ? same : empty));
                if (same == 0 || _entries[place].Number == number)
                {
                    at = place;
                    return same != 0;
                }
            }

            at = Wrap(at + Width);
        }
    }

    /// <summary>Looks at sixteen places: which of those before the first empty one have a tag.</summary>
    private uint Look(int at, byte tag, out uint empty)
    {
        var tags = Vector128.Create(_tags.AsSpan(at, Width));
        empty = Vector128.Equals(tags, Vector128<byte>.Zero).ExtractMostSignificantBits();
        return Vector128.Equals(tags, Vector128.Create(tag)).ExtractMostSignificantBits() & (empty - 1) & ~empty;
    }

    private void Take(int at, ulong number)
    {
        _tags[at] = TagOf(number * Spread);
        if (at < Width)
        {
            _tags[_entries.Length + at] = _tags[at];
        }

        _entries[at].Number = number;
    }

    private void Grow()
    {
        var before = _entries;
        var capacity = checked((int)Math.Min(Array.MaxLength - Width, before.Length * 3L / 2));
        _entries = new Entry[capacity];
        _tags = new byte[capacity + Width];
        foreach (ref var entry in before.AsSpan())
        {
            if (entry.Number != 0)
            {
                TryFind(entry.Number, out var at);
                Take(at, entry.Number);
                _entries[at].Value = entry.Value;
            }
        }
    }

    private struct Entry
    {
        public ulong Number;
        public T Value;
    }
}
