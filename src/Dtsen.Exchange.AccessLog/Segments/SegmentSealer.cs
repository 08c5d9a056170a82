using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Subjects;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// Turns an open segment into its two sealed files. Every byte is written anew and synced, also after a crash: a page that a failed
/// sync left in the cache may not be on the disk, however well it reads.
/// </summary>
internal static class SegmentSealer
{
    private const int NodesAtOnce = 1 << 10;

    /// <summary>Writes the subjects first: a segment that has its name is complete with them.</summary>
    /// <param name="open">The segment, to which nothing is added any more.</param>
    /// <param name="nodes">The tree up to its end.</param>
    public static (SealedSegment Segment, SubjectFile Subjects) Seal(OpenSegment open, ITreeNodes nodes)
    {
        var folder = Path.GetDirectoryName(open.FilePath)!;
        var subjects = LogFiles.Subjects(folder, open.First, open.End);
        SubjectFileDigests written;
        using (var writer = new SubjectFileWriter(subjects))
        {
            open.Subjects.WriteTo(writer);
            if (writer.Count != open.Subjects.Count)
            {
                throw new InvalidDataException("The subjects of a leaf are not in order.");
            }

            written = writer.Complete(open.First, open.Count);
        }

        var segment = LogFiles.Segment(folder, open.First);
        var segmentSha256 = WriteSegment(segment, open, nodes);
        return (SealedSegment.Open(segment, segmentSha256), SubjectFile.Open(subjects, written));
    }

    private static byte[] WriteSegment(string path, OpenSegment open, ITreeNodes nodes)
    {
        using var file = new SealedFileWriter(path);
        var lengthOfLeaves = CopyLeaves(open, file);
        file.Write(TreeHash.Bytes(CollectionsMarshal.AsSpan(TreeProofs.Peaks(nodes, open.First))));
        for (var tier = 0; tier < Tiers.Count; tier++)
        {
            CopyNodes(open, tier, file);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        file.DigestSoFar(digest);
        Span<byte> trailer = stackalloc byte[SegmentTrailer.Size];
        new SegmentTrailer(open.First, open.Count, lengthOfLeaves).Write(trailer, TreeProofs.Root(nodes, open.End), digest);
        file.Write(trailer);
        return file.Complete(isReadSoon: false);
    }

    /// <summary>Copies the leaves, and behind them where each ends.</summary>
    /// <returns>Where the last ends.</returns>
    private static uint CopyLeaves(OpenSegment open, SealedFileWriter file)
    {
        var ends = GC.AllocateUninitializedArray<uint>(open.Count);
        uint end = 0;
        var window = new JournalWindow(open);
        for (var i = 0; i < ends.Length; i++)
        {
            var leaf = window.Leaf(open.Position(i));
            file.Write(leaf);
            ends[i] = end += (uint)leaf.Length;
        }

        file.Write(MemoryMarshal.AsBytes(ends.AsSpan()));
        return end;
    }

    private static void CopyNodes(OpenSegment open, int tier, SealedFileWriter file)
    {
        var end = Tiers.CompleteAt(tier, open.End);
        for (var from = Tiers.CompleteAt(tier, open.First); from < end; from += NodesAtOnce)
        {
            var nodes = file.Next((int)Math.Min(NodesAtOnce, end - from) * TreeHash.Size);
            open.ReadNodes(tier, from, MemoryMarshal.Cast<byte, TreeHash>(nodes));
        }
    }
}
