using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>Entries of one pile (<see cref="SubjectSort"/>) in a file.</summary>
/// <param name="at">The first.</param>
/// <param name="end">Behind the last.</param>
/// <param name="before">Leaves between the first of the file that is written and the first of this one.</param>
internal readonly unsafe struct SubjectPile(byte* at, byte* end, uint before)
{
    public byte* At { get; } = at;

    public byte* End { get; } = end;

    public uint Before { get; } = before;

    public long Count => (End - At) / SubjectTrailer.EntrySize;

    /// <summary>Those before and those from a subject on, of which the top byte is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (SubjectPile Below, SubjectPile From) SplitAt(ulong suffix)
    {
        // Without branches, each of which would go the wrong way now and then.
        var at = At;
        for (var count = Count; count > 0;)
        {
            var half = (count + 1) >> 1;
            var isBelow = (long)(SubjectFile.Suffix(at, half - 1) - suffix) >> 63;
            at += half * SubjectTrailer.EntrySize & isBelow;
            count -= half;
        }

        return (new SubjectPile(At, at, Before), new SubjectPile(at, End, Before));
    }
}
