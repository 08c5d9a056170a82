namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>That a leaf of a segment is about a subject. They are ordered by subject, then by leaf.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Leaf">The leaf, counted from the segment's first.</param>
internal readonly record struct SubjectEntry(ulong Subject, uint Leaf) : IComparable<SubjectEntry>
{
    public int CompareTo(SubjectEntry other) =>
        Subject != other.Subject ? Subject.CompareTo(other.Subject) : Leaf.CompareTo(other.Leaf);
}
