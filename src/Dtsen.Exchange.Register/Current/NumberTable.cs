using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Values by NIK or nomor KK, which are never taken out: open addressing in one array, so that a value costs its own bytes and a lookup
/// mostly one cache line. One thread writes; any number may read while none does.
/// </summary>
/// <typeparam name="T">A small structure.</typeparam>
internal sealed class NumberTable<T>
    where T : struct
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private const int FirstCapacity = 16;

    private Entry[] _entries = new Entry[FirstCapacity];
    private int _count;

    /// <summary>Values.</summary>
    public int Count => _count;

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => (long)_entries.Length * Unsafe.SizeOf<Entry>();

    /// <summary>Finds a value.</summary>
    /// <param name="number">Any number but 0.</param>
    /// <param name="value">The value; default where there is none.</param>
    public bool TryGet(ulong number, out T value)
    {
        ref var entry = ref Find(_entries, number);
        value = entry.Value;
        return entry.Number != 0;
    }

    /// <summary>The value of a number, to be changed in place before the next call; default where there was none.</summary>
    /// <param name="number">Any number but 0.</param>
    public ref T GetOrAdd(ulong number)
    {
        ref var entry = ref Find(_entries, number);
        if (entry.Number == 0)
        {
            // At most four fifths full; half as large again each time, so that on average little stands empty.
            if ((_count + 1) * 5L > _entries.Length * 4L)
            {
                Grow();
                entry = ref Find(_entries, number);
            }

            entry.Number = number;
            _count++;
        }

        return ref entry.Value;
    }

    private static ref Entry Find(Entry[] entries, ulong number)
    {
        var at = (int)Math.BigMul(number * Spread, (ulong)entries.Length, out _);
        while (true)
        {
            ref var entry = ref entries[at];
            if (entry.Number == number || entry.Number == 0)
            {
                return ref entry;
            }

            at = at + 1 == entries.Length ? 0 : at + 1;
        }
    }

    private void Grow()
    {
        var larger = new Entry[checked((int)Math.Min(Array.MaxLength, _entries.Length * 3L / 2))];
        foreach (ref var entry in _entries.AsSpan())
        {
            if (entry.Number != 0)
            {
                Find(larger, entry.Number) = entry;
            }
        }

        _entries = larger;
    }

    private struct Entry
    {
        public ulong Number;
        public T Value;
    }
}
