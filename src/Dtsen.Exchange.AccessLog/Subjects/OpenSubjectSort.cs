using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Writes the subjects of an open segment in order. A part of them at a time, by their top bits, is taken from the leaves, in the order of
/// leaves, and dealt out by the next bits into blocks, which are sorted (<see cref="SubjectBlock"/>). A part fits a cache, and has a dozen
/// of each leaf that has many: fewer at a time would cost more for each leaf than for its subjects.
/// </summary>
internal sealed unsafe class OpenSubjectSort
{
    private const int PartBits = 6;
    private const int PartShift = 64 - PartBits;

    /// <summary>Leaves whose subjects are on their way from memory.</summary>
    private const int Ahead = 8;

    /// <summary>Subjects of a cache line.</summary>
    private const int LineOfSubjects = 8;

    /// <summary>Entries of a block, as many as leave room for chance.</summary>
    private const int Usual = SubjectBlock.Most * 5 / 8;

    private readonly AppendOnlyList<OpenSubjects.Run> _runs;
    private readonly SubjectFileWriter _writer;
    private readonly SubjectBlock _block;
    private readonly SubjectEntry[] _links;
    private readonly int[] _endsOfLinks = new int[1 << PartBits];
    private readonly int[] _taken;
    private readonly int[] _toTake;
    private readonly int[] _places;
    private readonly int _shift;
    private ulong[] _subjects = [];
    private uint[] _leaves = [];

    public OpenSubjectSort(
        AppendOnlyList<OpenSubjects.Link> links, AppendOnlyList<OpenSubjects.Run> runs, int count, SubjectFileWriter writer)
    {
        _runs = runs;
        _writer = writer;
        _block = new SubjectBlock(writer);
        _links = DealLinks(links, _endsOfLinks);
        _taken = new int[runs.Count];
        _toTake = new int[runs.Count];
        _shift = SubjectBlock.MostBits;
        while (count >> (64 - _shift) > Usual)
        {
            _shift--;
        }

        _places = new int[1 << (PartShift - _shift)];
    }

    public void Write()
    {
        for (var part = 0; part < 1 << PartBits; part++)
        {
            Reserve(Count(part));
            Deal(part);
            WriteBlocks();
        }

        ArrayPool<ulong>.Shared.Return(_subjects);
        ArrayPool<uint>.Shared.Return(_leaves);
        (_subjects, _leaves) = ([], []);
    }

    /// <summary>Deals the subjects of leaves that have few by their parts.</summary>
    private static SubjectEntry[] DealLinks(AppendOnlyList<OpenSubjects.Link> links, int[] places)
    {
        var count = links.Count;
        for (var at = 0; at < count; at++)
        {
            places[(int)(links[at].Subject >> PartShift)]++;
        }

        SubjectSort.Begin(places);
        var entries = GC.AllocateUninitializedArray<SubjectEntry>(count);
        for (var at = 0; at < count; at++)
        {
            var link = links[at];
            entries[places[(int)(link.Subject >> PartShift)]++] = new SubjectEntry(link.Subject, link.Leaf);
        }

        return entries;
    }

    private ReadOnlySpan<SubjectEntry> LinksOf(int part) => _links.AsSpan((part == 0 ? 0 : _endsOfLinks[part - 1]).._endsOfLinks[part]);

    /// <summary>Finds what belongs to a part and where its blocks begin.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Count(int part)
    {
        var places = _places;
        var (shift, mask) = (_shift, _places.Length - 1);
        Array.Clear(places);
        foreach (ref readonly var link in LinksOf(part))
        {
            places[(int)(link.Subject >> shift) & mask]++;
        }

        for (var at = 0; at < _taken.Length; at++)
        {
            FetchAhead(at + Ahead);
            var subjects = _runs[at].Subjects;
            var next = _taken[at];
            for (; next < subjects.Length && (int)(subjects[next] >> PartShift) == part; next++)
            {
                places[(int)(subjects[next] >> shift) & mask]++;
            }

            _toTake[at] = next;
        }

        return SubjectSort.Begin(places);
    }

    /// <summary>Has what comes next of a leaf on its way from memory, before it is known how much of it belongs to the part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FetchAhead(int at)
    {
        if (Sse.IsSupported && at < _taken.Length)
        {
            var run = _runs[at];
            fixed (ulong* start = run.Chunk)
            {
                var next = start + run.Start + _taken[at];
                Sse.Prefetch0(next);
                Sse.Prefetch0(next + LineOfSubjects);
                Sse.Prefetch0(next + (2 * LineOfSubjects));
            }
        }
    }

    /// <summary>Deals what belongs to a part, the earlier leaf first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Deal(int part)
    {
        var links = LinksOf(part);
        for (var at = 0; at < _taken.Length; at++)
        {
            var run = _runs[at];
            for (; links.Length > 0 && links[0].Leaf < run.Leaf; links = links[1..])
            {
                Deal([links[0].Subject], links[0].Leaf);
            }

            Deal(run.Subjects[_taken[at].._toTake[at]], run.Leaf);
            _taken[at] = _toTake[at];
        }

        foreach (ref readonly var link in links)
        {
            Deal([link.Subject], link.Leaf);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Deal(ReadOnlySpan<ulong> subjects, uint leaf)
    {
        var (shift, mask) = (_shift, _places.Length - 1);
        fixed (int* places = _places)
        fixed (ulong* toSubjects = _subjects)
        fixed (uint* toLeaves = _leaves)
        {
            foreach (var subject in subjects)
            {
                var place = places[(int)(subject >> shift) & mask]++;
                toSubjects[place] = subject;
                toLeaves[place] = leaf;
            }
        }
    }

    private void WriteBlocks()
    {
        var start = 0;
        foreach (var end in _places)
        {
            if (end > start)
            {
                WriteBlock(_subjects.AsSpan(start, end - start), _leaves.AsSpan(start, end - start));
                start = end;
            }
        }
    }

    private void WriteBlock(Span<ulong> subjects, ReadOnlySpan<uint> leaves)
    {
        if (subjects.Length <= SubjectBlock.Most)
        {
            _block.Write(subjects, leaves, SubjectSort.PileOf(subjects[0]), subjects[0] >> _shift << _shift, _shift);
            return;
        }

        // Somebody who is asked for again and again, or numbers that are no hashes.
        var entries = new SubjectEntry[subjects.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new SubjectEntry(subjects[i], leaves[i]);
        }

        entries.AsSpan().Sort();
        _writer.Add(entries);
    }

    private void Reserve(int count)
    {
        if (_subjects.Length < count)
        {
            ArrayPool<ulong>.Shared.Return(_subjects);
            ArrayPool<uint>.Shared.Return(_leaves);
            _subjects = ArrayPool<ulong>.Shared.Rent(count);
            _leaves = ArrayPool<uint>.Shared.Rent(count);
        }
    }
}
