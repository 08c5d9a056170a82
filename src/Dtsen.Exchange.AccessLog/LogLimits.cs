using System.Numerics;

namespace Dtsen.Exchange.AccessLog;

/// <summary>When a segment is sealed and the next one begun, at whichever limit comes first.</summary>
/// <param name="SegmentBytes">Bytes of its journal; 1 KB to 1 GB. Opening a log reads at most about this much again.</param>
/// <param name="SegmentLeaves">Leaves.</param>
/// <param name="SegmentSubjects">Subjects, of which the open segment holds some 20 bytes each in memory.</param>
public sealed record LogLimits(
    int SegmentBytes = 64 << 20, int SegmentLeaves = 1 << 20, int SegmentSubjects = 1 << 21)
{
    /// <summary>The longest leaf, in bytes.</summary>
    public const int LongestLeaf = 1 << 20;

    /// <summary>The most subjects of one leaf.</summary>
    public const int MostSubjects = 1 << 16;

    internal static int SubjectBuckets(int subjects) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(subjects / 16, 16));

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 1 << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentLeaves, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentSubjects, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentSubjects, 1 << 27);
    }
}
