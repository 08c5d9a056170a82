using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Register.Tables;

public sealed unsafe partial class TableReader
{
    private const int Line = 64;

    // So few rows under a fence are all compared.
    private const int FewRows = 4;

    private (long Start, long End) RowsUnder(long fence)
    {
        var start = fence << _fenceBits;
        return (start, Math.Min(start + (1L << _fenceBits), _count));
    }

    private bool StandsAt(long index, ulong key) =>
        index < _count && KeyAt(index) >= key && (index == 0 || KeyAt(index - 1) < key);

    // Guesses where keys stand, or finds the fences that they stand under, and begins to bring the rows there from memory.
    private void GuessAll(ReadOnlySpan<ulong> keys, Span<long> guesses)
    {
        _fences.LocateAll(keys, guesses);
        if (_isDense)
        {
            foreach (var fence in guesses)
            {
                FetchRowsUnder(fence);
            }

            return;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            guesses[i] = Guess(keys[i], guesses[i]);
            Prefetch(guesses[i]);
        }
    }

    // Turns guesses into where the keys stand.
    private void SearchAll(ReadOnlySpan<ulong> keys, Span<long> indexes)
    {
        if (_isDense)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                indexes[i] = CountUnder(keys[i], indexes[i]);
                // Of a key that is not there, it may be the first row of the next fence: it must cost no more than one that is.
                Fetch(indexes[i]);
            }

            return;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            indexes[i] = i > 0 && StandsAt(indexes[i - 1], keys[i]) ? indexes[i - 1] : Search(keys[i], indexes[i]);
            // Its start was read when it was sought.
            Memory.Fetch(_rows + ((indexes[i] + 1) * _rowSize) - 1);
        }
    }

    private void FetchRowsUnder(long fence)
    {
        var (start, end) = RowsUnder(fence);
        var last = _rows + (end * _rowSize) - 1;
        for (var line = _rows + (start * _rowSize); line < last; line += Line)
        {
            Memory.Fetch(line);
        }

        Memory.Fetch(last);
    }

    // Where a key stands among the few rows under its fence: each is compared, whatever the ones before it were, since chance decides and
    // a branch would mostly be foreseen wrongly.
    private long CountUnder(ulong key, long fence)
    {
        var (start, end) = RowsUnder(fence);
        var below = start + (_fenceKeys[fence] < key ? 1 : 0);
        for (var row = start + 1; row < end; row++)
        {
            below += KeyAt(row) < key ? 1 : 0;
        }

        return below;
    }

    // A guess is a row or two off: its line and those beside it.
    private void Prefetch(long guess)
    {
        var row = _rows + (guess * _rowSize);
        Memory.Fetch(row);
        Memory.Fetch(row - Line);
        Memory.Fetch(row + Line);
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
