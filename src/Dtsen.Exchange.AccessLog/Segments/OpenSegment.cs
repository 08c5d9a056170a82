using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Subjects;
using Dtsen.Exchange.AccessLog.Tree;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// A segment whose leaves stand in a journal and whose hashes and subjects are held in memory. One thread adds what is already
/// durable; any thread reads.
/// </summary>
internal sealed class OpenSegment : ISegment, IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly AppendOnlyList<int> _positions = new();
    private readonly GrowingTree _tree;

    public OpenSegment(string path, SafeFileHandle handle, long first, ITreeNodes before, int subjectBuckets)
    {
        FilePath = path;
        _handle = handle;
        First = first;
        _tree = new GrowingTree(first, before);
        Subjects = new OpenSubjects(subjectBuckets);
    }

    public string FilePath { get; }

    public long First { get; }

    public long End => First + _positions.Count;

    public int Count => _positions.Count;

    public OpenSubjects Subjects { get; }

    /// <summary>For the one writer.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Adds a leaf that is on the disk at a position. The subjects come last: whoever finds one can read the leaf.</summary>
    public void Add(int position, ReadOnlySpan<byte> record, in TreeHash hash)
    {
        _tree.Add(hash);
        var leaf = (uint)_positions.Count;
        _positions.Add(position);
        Subjects.Add(LeafRecord.Subjects(record), leaf);
    }

    public int Position(int leaf) => _positions[leaf];

    public void ReadNodes(int tier, long first, Span<TreeHash> hashes) => _tree.Read(tier, first, hashes);

    public void ReadLeaves(long first, int count, List<LogLeaf> leaves)
    {
        Span<byte> header = stackalloc byte[LeafRecord.HeaderSize];
        for (var index = first; index < first + count; index++)
        {
            var position = _positions[(int)(index - First)];
            ExactRead.Fill(FilePath, _handle, header, position);
            var leaf = new byte[LeafRecord.LeafLength(header)];
            ExactRead.Fill(FilePath, _handle, leaf, position + LeafRecord.HeaderSize);
            leaves.Add(new LogLeaf(index, leaf));
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        Subjects.Dispose();
    }
}
