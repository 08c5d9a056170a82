namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>How subjects are dealt out.</summary>
internal static class SubjectSort
{
    /// <summary>Piles by the top byte, as the directory of a file has them.</summary>
    public const int Piles = SubjectTrailer.DirectoryCount;

    /// <summary>Bits below those that make the pile.</summary>
    public const int TopShift = 56;

    /// <summary>The pile to which a subject belongs.</summary>
    public static int PileOf(ulong subject) => (int)(subject >> TopShift);

    /// <summary>Turns counts into where each pile begins.</summary>
    /// <returns>The sum of all.</returns>
    public static int Begin(Span<int> counts)
    {
        var before = 0;
        foreach (ref var count in counts)
        {
            (count, before) = (before, before + count);
        }

        return before;
    }
}
