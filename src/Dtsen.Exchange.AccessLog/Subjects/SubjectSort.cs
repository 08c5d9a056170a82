using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Sorts the subjects of a segment. Keyed hashes are spread evenly, so they are dealt out by their top byte, which many streams of memory
/// can follow, and each of these piles, which fits a cache, by the next bits; what is left is a step or two from its place. A segment is
/// sealed too seldom to wait until the compiler of .NET finds what takes long: it is compiled well from the first.
/// </summary>
internal static class SubjectSort
{
    /// <summary>Piles by a byte.</summary>
    public const int Piles = 256;

    private const int TopShift = 56;
    private const int NextPiles = 1 << 11;
    private const int NextShift = 45;
    private const int Few = 256;

    /// <summary>Counts subjects by their top byte.</summary>
    public static void CountTops(ReadOnlySpan<ulong> subjects, Span<int> counts)
    {
        foreach (var subject in subjects)
        {
            counts[(int)(subject >> TopShift)]++;
        }
    }

    /// <summary>Turns counts into where each pile begins.</summary>
    public static void Begin(Span<int> counts)
    {
        var before = 0;
        foreach (ref var count in counts)
        {
            (count, before) = (before, before + count);
        }
    }

    /// <summary>Deals subjects of a leaf out by their top byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Deal(ReadOnlySpan<ulong> subjects, uint leaf, Span<int> places, Span<SubjectEntry> entries)
    {
        foreach (var subject in subjects)
        {
            entries[places[(int)(subject >> TopShift)]++] = new SubjectEntry(subject, leaf);
        }
    }

    /// <summary>Sorts what was dealt out by the top byte.</summary>
    /// <param name="entries">All of it.</param>
    /// <param name="ends">Where each pile ends.</param>
    public static void Finish(Span<SubjectEntry> entries, ReadOnlySpan<int> ends)
    {
        var largest = 0;
        for (var pile = 0; pile < Piles; pile++)
        {
            largest = Math.Max(largest, ends[pile] - StartOf(pile, ends));
        }

        var room = ArrayPool<SubjectEntry>.Shared.Rent(largest);
        for (var pile = 0; pile < Piles; pile++)
        {
            var some = entries[StartOf(pile, ends)..ends[pile]];
            SortPile(some, room.AsSpan(0, some.Length));
        }

        ArrayPool<SubjectEntry>.Shared.Return(room);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortPile(Span<SubjectEntry> pile, Span<SubjectEntry> room)
    {
        Span<int> places = stackalloc int[NextPiles];
        places.Clear();
        foreach (ref readonly var entry in pile)
        {
            places[NextPileOf(entry)]++;
        }

        Begin(places);
        pile.CopyTo(room);
        foreach (ref readonly var entry in room)
        {
            pile[places[NextPileOf(entry)]++] = entry;
        }

        for (var small = 0; small < NextPiles; small++)
        {
            SortSmallPile(pile[StartOf(small, places)..places[small]]);
        }
    }

    private static int NextPileOf(in SubjectEntry entry) => (int)(entry.Subject >> NextShift) & (NextPiles - 1);

    /// <summary>Puts each in its place. Only who is asked for again and again, or what is no hash, makes a large pile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortSmallPile(Span<SubjectEntry> pile)
    {
        if (pile.Length > Few)
        {
            pile.Sort();
            return;
        }

        for (var i = 1; i < pile.Length; i++)
        {
            var entry = pile[i];
            var at = i;
            for (; at > 0 && pile[at - 1].CompareTo(entry) > 0; at--)
            {
                pile[at] = pile[at - 1];
            }

            pile[at] = entry;
        }
    }

    private static int StartOf(int pile, ReadOnlySpan<int> ends) => pile == 0 ? 0 : ends[pile - 1];
}
