using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>That a leaf of a segment is about a subject. They are ordered by subject, then by leaf.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Leaf">The leaf, counted from the segment's first.</param>
internal readonly record struct SubjectEntry(ulong Subject, uint Leaf) : IComparable<SubjectEntry>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsBefore(in SubjectEntry other) => Subject < other.Subject || (Subject == other.Subject && Leaf < other.Leaf);

    public int CompareTo(SubjectEntry other) => IsBefore(other) ? -1 : other.IsBefore(this) ? 1 : 0;
}
