using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Register.Tables;

public sealed unsafe partial class TableReader
{
    private (long Start, long End) RowsUnder(long fence)
    {
        var start = fence << _fenceBits;
        return (start, Math.Min(start + (1L << _fenceBits), _count));
    }

    private bool StandsAt(long index, ulong key) =>
        index < _count && KeyAt(index) >= key && (index == 0 || KeyAt(index - 1) < key);

    // Guesses where keys stand, and begins to bring the rows there from memory.
    private void GuessAll(ReadOnlySpan<ulong> keys, Span<long> guesses)
    {
        _fences.LocateAll(keys, guesses);
        for (var i = 0; i < keys.Length; i++)
        {
            guesses[i] = Guess(keys[i], guesses[i]);
            Prefetch(guesses[i]);
        }
    }

    // Turns guesses into where the keys stand.
    private void SearchAll(ReadOnlySpan<ulong> keys, Span<long> indexes)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            indexes[i] = i > 0 && StandsAt(indexes[i - 1], keys[i]) ? indexes[i - 1] : Search(keys[i], indexes[i]);
            // Its start was read when it was sought.
            Memory.Fetch(_rows + ((indexes[i] + 1) * _rowSize) - 1);
        }
    }

    // A guess is a row or two off: its line and those beside it.
    private void Prefetch(long guess)
    {
        const int line = 64;
        var row = _rows + (guess * _rowSize);
        Memory.Fetch(row);
        Memory.Fetch(row - line);
        Memory.Fetch(row + line);
    }

    // In proportion to the keys at both ends. Clamped, since neither rounding, nor keys too far apart for a signed number, nor a damaged
    // file may lead outside.
    private long Guess(ulong key, long fence)
    {
        var (start, end) = RowsUnder(fence);
        var low = _fenceKeys[fence];
        if (key <= low)
        {
            return start;
        }

        var high = end < _count ? _fenceKeys[fence + 1] : _trailer.LastKey;
        var share = (double)(long)(key - low) / ((double)(long)(high - low) + 1);
        return Math.Clamp(start + (long)(share * (end - start)), start, end - 1);
    }

    // From the guess in steps that double until the key is enclosed. On real NIKs the guess is mostly a row or two
    // off, within cache lines fetched anyway; where it is not, this is still a binary search.
    private long Search(ulong key, long guess)
    {
        var (start, end) = RowsUnder(guess >> _fenceBits);

        // Row `below` is under the key, but for a key that is not above its fence; row `notBelow`, or the end, is not.
        var below = start;
        var notBelow = end;
        long step = 1;
        if (KeyAt(guess) < key)
        {
            for (below = guess; below + step < notBelow; step <<= 1)
            {
                if (KeyAt(below + step) >= key)
                {
                    notBelow = below + step;
                    break;
                }

                below += step;
            }
        }
        else
        {
            for (notBelow = guess; notBelow - step > below; step <<= 1)
            {
                if (KeyAt(notBelow - step) < key)
                {
                    below = notBelow - step;
                    break;
                }

                notBelow -= step;
            }
        }

        while (notBelow - below > 1)
        {
            var middle = below + ((notBelow - below) >> 1);
            if (KeyAt(middle) < key)
            {
                below = middle;
            }
            else
            {
                notBelow = middle;
            }
        }

        return notBelow;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong KeyAt(long index) => Unsafe.ReadUnaligned<ulong>(_rows + (index * _rowSize));
}
