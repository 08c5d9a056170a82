using System.Buffers;
using System.Runtime.CompilerServices;
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

    private readonly record struct Link(ulong Subject, uint Leaf, int Next);

    private readonly record struct Run(ulong[] Chunk, int Start, int Count, uint Leaf)
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

    /// <summary>All of them, sorted, by piles that have any, each of which is good until the next; none is added meanwhile.</summary>
    public IEnumerable<ReadOnlyMemory<SubjectEntry>> SortedPiles()
    {
        var (links, ends) = DealLinks();
        var taken = new int[_runs.Count];
        var (pile, sorted) = (Array.Empty<SubjectEntry>(), Array.Empty<SubjectEntry>());
        for (var top = 0; top < SubjectSort.Piles; top++)
        {
            var count = TakeFromRuns(top, taken, ref pile);
            var ofLinks = links.AsSpan((top == 0 ? 0 : ends[top - 1])..ends[top]);
            Reserve(ref pile, count, ofLinks.Length);
            ofLinks.CopyTo(pile.AsSpan(count));
            count += ofLinks.Length;
            if (count > 0)
            {
                sorted = sorted.Length < count ? new SubjectEntry[pile.Length] : sorted;
                SubjectSort.Sort(pile.AsSpan(0, count), sorted.AsSpan(0, count));
                yield return sorted.AsMemory(0, count);
            }
        }
    }

    public void Dispose()
    {
        // Where somebody still searches it, the memory is the collector's.
        if (Interlocked.CompareExchange(ref _readers, Closed, 0) == 0)
        {
            _chunks.ForEach(chunk => ArrayPool<ulong>.Shared.Return(chunk));
        }
    }

    /// <summary>The subjects of leaves that have few, by their piles.</summary>
    private (SubjectEntry[] Entries, int[] Ends) DealLinks()
    {
        var places = new int[SubjectSort.Piles];
        for (var at = 0; at < _links.Count; at++)
        {
            places[SubjectSort.PileOf(_links[at].Subject)]++;
        }

        SubjectSort.Begin(places);
        var entries = GC.AllocateUninitializedArray<SubjectEntry>(_links.Count);
        for (var at = 0; at < entries.Length; at++)
        {
            var link = _links[at];
            entries[places[SubjectSort.PileOf(link.Subject)]++] = new SubjectEntry(link.Subject, link.Leaf);
        }

        return (entries, places);
    }

    /// <summary>Takes what belongs to a pile from the leaves that have many.</summary>
    /// <param name="top">The pile; those before were taken.</param>
    /// <param name="taken">How many were taken of each leaf.</param>
    /// <param name="pile">Takes them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeFromRuns(int top, int[] taken, ref SubjectEntry[] pile)
    {
        var count = 0;
        for (var at = 0; at < taken.Length; at++)
        {
            var run = _runs[at];
            var rest = run.Subjects[taken[at]..];
            Reserve(ref pile, count, rest.Length);
            var some = 0;
            for (; some < rest.Length && SubjectSort.PileOf(rest[some]) == top; some++)
            {
                pile[count++] = new SubjectEntry(rest[some], run.Leaf);
            }

            taken[at] += some;
        }

        return count;
    }

    private static void Reserve(ref SubjectEntry[] pile, int count, int more)
    {
        if (pile.Length - count < more)
        {
            Array.Resize(ref pile, Math.Max(count + more, 2 * pile.Length));
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
