using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Sorts the subjects of a segment, pile by pile: a pile is what has the same top byte, and fits a cache. Keyed hashes are spread evenly,
/// so a pile is dealt out by the next bits, and what is left is a step or two from its place. A segment is sealed too seldom to wait until
/// the compiler of .NET finds what takes long: it is compiled well from the first.
/// </summary>
internal static class SubjectSort
{
    /// <summary>Piles by the top byte, as the directory of a file has them.</summary>
    public const int Piles = SubjectTrailer.DirectoryCount;

    /// <summary>Bits below those that make the pile.</summary>
    public const int TopShift = 56;

    private const int NextPiles = 1 << 13;
    private const int NextShift = 43;
    private const int Few = 32;

    /// <summary>The pile to which a subject belongs.</summary>
    public static int PileOf(ulong subject) => (int)(subject >> TopShift);

    /// <summary>Turns counts into where each pile begins.</summary>
    public static void Begin(Span<int> counts)
    {
        var before = 0;
        foreach (ref var count in counts)
        {
            (count, before) = (before, before + count);
        }
    }

    /// <summary>Sorts a pile.</summary>
    /// <param name="pile">The entries.</param>
    /// <param name="sorted">Takes them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(ReadOnlySpan<SubjectEntry> pile, Span<SubjectEntry> sorted)
    {
        Deal(pile, sorted);
        var steps = 0;
        for (var i = 1; i < sorted.Length; i++)
        {
            var entry = sorted[i];
            var at = i;
            for (; at > 0 && entry.IsBefore(sorted[at - 1]); at--)
            {
                sorted[at] = sorted[at - 1];
            }

            sorted[at] = entry;
            steps += i - at;
            if (steps > sorted.Length * Few)
            {
                // Somebody who is asked for again and again, or numbers that are no hashes.
                sorted.Sort();
                return;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deal(ReadOnlySpan<SubjectEntry> pile, Span<SubjectEntry> dealt)
    {
        if (pile.Length <= Few)
        {
            pile.CopyTo(dealt);
            return;
        }

        Span<int> places = stackalloc int[NextPiles];
        places.Clear();
        foreach (ref readonly var entry in pile)
        {
            places[NextPileOf(entry)]++;
        }

        Begin(places);
        foreach (ref readonly var entry in pile)
        {
            dealt[places[NextPileOf(entry)]++] = entry;
        }
    }

    private static int NextPileOf(in SubjectEntry entry) => (int)(entry.Subject >> NextShift) & (NextPiles - 1);
}
