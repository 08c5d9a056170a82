using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Values by NIK or nomor KK, which are never taken out: open addressing in one array, so that a value costs its own bytes. A byte of each
/// number's hash stands apart: whoever has no value, as most have, is told by a line of those bytes, which are small enough to stay in the
/// cache. One thread writes; any number may read while none does.
/// </summary>
/// <typeparam name="T">A small structure.</typeparam>
internal sealed class NumberTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private const int FirstCapacity = 16;
    private const int TagAt = 24;

    private Entry[] _entries = new Entry[FirstCapacity];

    // 0: the place is empty.
    private byte[] _tags = new byte[FirstCapacity];
    private int _count;

    /// <summary>Values.</summary>
    public int Count => _count;

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => (long)_entries.Length * (Unsafe.SizeOf<Entry>() + 1);

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

            _tags[at] = TagOf(number * Spread);
            _entries[at].Number = number;
            _count++;
        }

        return ref _entries[at].Value;
    }

    private static byte TagOf(ulong hash) => (byte)Math.Max((byte)(hash >> TagAt), (byte)1);

    /// <summary>Finds the place of a number, or the empty one where it would stand.</summary>
    private bool TryFind(ulong number, out int at)
    {
        var hash = number * Spread;
        var tags = _tags;
        var tag = TagOf(hash);
        at = (int)Math.BigMul(hash, (ulong)tags.Length, out _);
        while (true)
        {
            var there = tags[at];
            if (there == 0 || (there == tag && _entries[at].Number == number))
            {
                return there != 0;
            }

            at = at + 1 == tags.Length ? 0 : at + 1;
        }
    }

    private void Grow()
    {
        var before = _entries;
        var capacity = checked((int)Math.Min(Array.MaxLength, before.Length * 3L / 2));
        _entries = new Entry[capacity];
        _tags = new byte[capacity];
        foreach (ref var entry in before.AsSpan())
        {
            if (entry.Number != 0)
            {
                TryFind(entry.Number, out var at);
                _tags[at] = TagOf(entry.Number * Spread);
                _entries[at] = entry;
            }
        }
    }

    private struct Entry
    {
        public ulong Number;
        public T Value;
    }
}
