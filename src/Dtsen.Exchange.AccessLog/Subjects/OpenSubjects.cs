using System.Buffers;
using System.Runtime.InteropServices;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// The subjects of the open segment. Those of a leaf that has many, which come sorted, are kept as they are, and a search looks into each
/// such leaf: that is rare, and adding them is a copy. Those of other leaves are chained by hash. The hashes are keyed, so their own low
/// bits spread them; buckets are made once for all subjects a segment may have, because growing them would hold up the writer, and are few
/// enough for a cache. Disposed, it lends its memory to the next segment; who searches it then reads the view anew.
/// </summary>
internal sealed class OpenSubjects(int buckets) : IDisposable
{
    private const int Many = 64;
    private const int ChunkSize = 1 << 16;
    private const int Closed = int.MinValue / 2;

    // 0 is the end of a chain, so entries are counted from 1.
    private readonly int[] _heads = new int[buckets];
    private readonly AppendOnlyList<Link> _links = new();
    private readonly AppendOnlyList<Run> _runs = new();
    private readonly List<ulong[]> _chunks = [];
    private int _usedOfChunk;
    private int _inRuns;
    private int _readers;

    /// <summary>A subject of a leaf that has few.</summary>
    /// <param name="Subject">The subject.</param>
    /// <param name="Leaf">The leaf.</param>
    /// <param name="Next">The next of its chain.</param>
    public readonly record struct Link(ulong Subject, uint Leaf, int Next);

    /// <summary>The subjects of a leaf that has many.</summary>
    public readonly record struct Run(ulong[] Chunk, int Start, int Count, uint Leaf)
    {
        public ReadOnlySpan<ulong> Subjects => Chunk.AsSpan(Start, Count);
    }

    public int Count => _links.Count + _inRuns;

    /// <summary>Adds the subjects of a leaf. One thread at a time.</summary>
    /// <param name="subjects">Rising, each once.</param>
    /// <param name="leaf">The leaf, counted from the segment's first.</param>
    public void Add(ReadOnlySpan<ulong> subjects, uint leaf)
    {
        if (subjects.Length >= Many)
        {
            AddRun(subjects, leaf);
            return;
        }

        foreach (var subject in subjects)
        {
            ref var head = ref _heads[subject & (ulong)(_heads.Length - 1)];
            _links.Add(new Link(subject, leaf, head));
            Volatile.Write(ref head, _links.Count);
        }
    }

    /// <summary>Adds the leaves of a subject to a list, in rising order.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="first">Added to each leaf's number within the segment.</param>
    /// <param name="from">Leaves before this index are left out.</param>
    /// <param name="leaves">The list.</param>
    /// <exception cref="ObjectDisposedException">The segment was sealed.</exception>
    public void Find(ulong subject, long first, long from, List<long> leaves)
    {
        try
        {
            ObjectDisposedException.ThrowIf(Interlocked.Increment(ref _readers) < 0, this);
            var start = leaves.Count;
            for (var at = Volatile.Read(ref _heads[subject & (ulong)(_heads.Length - 1)]); at > 0;)
            {
                var link = _links[at - 1];
                if (link.Subject == subject && first + link.Leaf >= from)
                {
                    leaves.Add(first + link.Leaf);
                }

                at = link.Next;
            }

            var runs = _runs.Count;
            for (var at = 0; at < runs; at++)
            {
                var run = _runs[at];
                if (first + run.Leaf >= from && run.Subjects.BinarySearch(subject) >= 0)
                {
                    leaves.Add(first + run.Leaf);
                }
            }

            CollectionsMarshal.AsSpan(leaves)[start..].Sort();
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Writes all of them, sorted; none is added meanwhile.</summary>
    public void WriteTo(SubjectFileWriter writer) => new OpenSubjectSort(_links, _runs, Count, writer).Write();

    public void Dispose()
    {
        // Where somebody still searches it, the memory is the collector's.
        if (Interlocked.CompareExchange(ref _readers, Closed, 0) == 0)
        {
            _chunks.ForEach(chunk => ArrayPool<ulong>.Shared.Return(chunk));
        }
    }

    private void AddRun(ReadOnlySpan<ulong> subjects, uint leaf)
    {
        if (_chunks.Count == 0 || _chunks[^1].Length - _usedOfChunk < subjects.Length)
        {
            _chunks.Add(ArrayPool<ulong>.Shared.Rent(Math.Max(subjects.Length, ChunkSize)));
            _usedOfChunk = 0;
        }

        subjects.CopyTo(_chunks[^1].AsSpan(_usedOfChunk));
        _runs.Add(new Run(_chunks[^1], _usedOfChunk, subjects.Length, leaf));
        _usedOfChunk += subjects.Length;
        _inRuns += subjects.Length;
    }
}
