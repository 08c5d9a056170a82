using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Subjects;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog;

/// <summary>What the log consists of at a moment, swapped whole: sealed segments with their subjects, then the open ones.</summary>
internal sealed class LogView(SealedSegment[] segments, SubjectFile[] subjects, OpenSegment[] open) : ITreeNodes
{
    public static LogView Empty { get; } = new([], [], []);

    public IReadOnlyList<SealedSegment> Sealed => segments;

    public IReadOnlyList<SubjectFile> Subjects => subjects;

    public IReadOnlyList<OpenSegment> Open => open;

    /// <summary>The number of durable leaves.</summary>
    public long Size => open.Length > 0 ? open[^1].End : segments.Length > 0 ? segments[^1].End : 0;

    public LogView WithOpen(OpenSegment next) => new(segments, subjects, [.. open, next]);

    /// <summary>The first open segment gives way to its sealed files.</summary>
    public LogView WithSealed(SealedSegment segment, SubjectFile file) =>
        new([.. segments, segment], [.. subjects, file], open[1..]);

    public LogView WithJoined(Range joined, SubjectFile file) =>
        new(segments, [.. subjects[..joined.Start], file, .. subjects[joined.End..]], open);

    public void Read(int tier, long first, Span<TreeHash> hashes)
    {
        while (hashes.Length > 0)
        {
            var segment = SegmentOf(Tiers.LastLeafOf(tier, first));
            var here = (int)Math.Min(hashes.Length, Tiers.CompleteAt(tier, segment.End) - first);
            segment.ReadNodes(tier, first, hashes[..here]);
            hashes = hashes[here..];
            first += here;
        }
    }

    public void ReadLeaves(long first, int count, List<LogLeaf> leaves)
    {
        while (count > 0)
        {
            var segment = SegmentOf(first);
            var here = (int)Math.Min(count, segment.End - first);
            segment.ReadLeaves(first, here, leaves);
            first += here;
            count -= here;
        }
    }

    public void Find(ulong subject, long from, List<long> leaves)
    {
        foreach (var file in subjects)
        {
            if (file.End > from)
            {
                file.Find(subject, from, leaves);
            }
        }

        foreach (var segment in open)
        {
            segment.Subjects.Find(subject, segment.First, from, leaves);
        }
    }

    private ISegment SegmentOf(long leaf)
    {
        foreach (var segment in open)
        {
            if (leaf >= segment.First)
            {
                // Open segments are one or two; the second begins where the first ends.
                if (leaf < segment.End || segment == open[^1])
                {
                    return segment;
                }
            }
        }

        var low = 0;
        var high = segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = segments[middle].First <= leaf ? (middle, high) : (low, middle - 1);
        }

        return segments[low];
    }
}
