using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// The subjects of the open segment, in order of arrival, chained by hash. The hashes are keyed, so their own low bits spread them;
/// buckets are made once for all subjects a segment may have, because growing them would hold up the writer, and are few enough for a
/// cache: a search may walk some steps, which is rare, so that adding need not wait for memory.
/// </summary>
internal sealed class OpenSubjects(int buckets)
{
    private readonly record struct Entry(ulong Subject, uint Leaf, int Next);

    // 0 is the end of a chain, so entries are counted from 1.
    private readonly int[] _heads = new int[buckets];
    private readonly AppendOnlyList<Entry> _entries = new();

    public int Count => _entries.Count;

    /// <summary>Adds the subjects of a leaf. One thread at a time.</summary>
    public void Add(ReadOnlySpan<ulong> subjects, uint leaf)
    {
        foreach (var subject in subjects)
        {
            ref var head = ref _heads[subject & (ulong)(_heads.Length - 1)];
            _entries.Add(new Entry(subject, leaf, head));
            Volatile.Write(ref head, _entries.Count);
        }
    }

    /// <summary>Adds the leaves of a subject to a list, in rising order.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="first">Added to each leaf's number within the segment.</param>
    /// <param name="from">Leaves before this index are left out.</param>
    /// <param name="leaves">The list.</param>
    public void Find(ulong subject, long first, long from, List<long> leaves)
    {
        var start = leaves.Count;
        for (var at = Volatile.Read(ref _heads[subject & (ulong)(_heads.Length - 1)]); at > 0;)
        {
            var entry = _entries[at - 1];
            if (entry.Subject == subject && first + entry.Leaf >= from)
            {
                leaves.Add(first + entry.Leaf);
            }

            at = entry.Next;
        }

        leaves.Reverse(start, leaves.Count - start);
    }

    /// <summary>
    /// All of them, sorted by subject, then by leaf: dealt out by the top 16 bits, then each small pile sorted.
    /// </summary>
    public (ulong[] Subjects, uint[] Leaves) Sorted()
    {
        const int shift = 48;
        var subjects = new ulong[Count];
        var leaves = new uint[subjects.Length];
        var ends = new int[1 << (64 - shift)];
        for (var i = 0; i < subjects.Length; i++)
        {
            ends[_entries[i].Subject >> shift]++;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        for (var i = subjects.Length - 1; i >= 0; i--)
        {
            var entry = _entries[i];
            var at = --ends[entry.Subject >> shift];
            (subjects[at], leaves[at]) = (entry.Subject, entry.Leaf);
        }

        // What were ends are starts now.
        for (var i = 0; i < ends.Length; i++)
        {
            var length = (i + 1 < ends.Length ? ends[i + 1] : subjects.Length) - ends[i];
            SortPile(subjects.AsSpan(ends[i], length), leaves.AsSpan(ends[i], length));
        }

        return (subjects, leaves);
    }

    /// <summary>
    /// By subject, then by leaf. Keyed hashes are spread evenly, so a pile is small and lies in order of arrival: putting each in its place
    /// takes a fraction of a general sort. Only who is asked for again and again makes a large one.
    /// </summary>
    private static void SortPile(Span<ulong> subjects, Span<uint> leaves)
    {
        const int small = 256;
        if (subjects.Length <= small)
        {
            for (var i = 1; i < subjects.Length; i++)
            {
                var (subject, leaf) = (subjects[i], leaves[i]);
                var at = i;
                for (; at > 0 && subjects[at - 1] > subject; at--)
                {
                    (subjects[at], leaves[at]) = (subjects[at - 1], leaves[at - 1]);
                }

                (subjects[at], leaves[at]) = (subject, leaf);
            }

            return;
        }

        subjects.Sort(leaves);
        for (var i = 0; i < subjects.Length;)
        {
            var start = i;
            while (++i < subjects.Length && subjects[i] == subjects[start])
            {
            }

            leaves[start..i].Sort();
        }
    }
}
