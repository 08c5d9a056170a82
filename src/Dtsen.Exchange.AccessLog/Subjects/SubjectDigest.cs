using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>What binds a leaf to its subjects: SHA-256 over them, each as 8 bytes little endian, rising, each once.</summary>
internal static class SubjectDigest
{
    private static readonly byte[] OfNone = SHA256.HashData([]);

    /// <summary>Sorts in place and leaves each value once.</summary>
    /// <returns>How many are left at the start of the span.</returns>
    public static int SortDistinct(Span<ulong> subjects)
    {
        if (subjects.Length < 2)
        {
            return subjects.Length;
        }

        Sort(subjects);
        var kept = 1;
        for (var i = 1; i < subjects.Length; i++)
        {
            if (subjects[i] != subjects[kept - 1])
            {
                subjects[kept++] = subjects[i];
            }
        }

        return kept;
    }

    public static void Compute(ReadOnlySpan<ulong> sortedDistinct, Span<byte> digest)
    {
        if (sortedDistinct.IsEmpty)
        {
            OfNone.CopyTo(digest);
            return;
        }

        Sha256.Hash(MemoryMarshal.AsBytes(sortedDistinct), digest);
    }

    /// <summary>
    /// Keyed hashes are spread evenly: dealt out by their top bits they all but lie in order, and each needs a step or two to its place.
    /// That takes a quarter of the time of a general sort.
    /// </summary>
    private static void Sort(Span<ulong> subjects)
    {
        const int few = 32;
        const int bits = 10;
        const int shift = 64 - bits;
        if (subjects.Length < few || subjects.Length > 1 << bits)
        {
            subjects.Sort();
            return;
        }

        Span<ushort> ends = stackalloc ushort[1 << bits];
        ends.Clear();
        Span<ulong> dealt = stackalloc ulong[subjects.Length];
        foreach (var subject in subjects)
        {
            ends[(int)(subject >> shift)]++;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        foreach (var subject in subjects)
        {
            dealt[--ends[(int)(subject >> shift)]] = subject;
        }

        var steps = 0;
        for (var i = 0; i < dealt.Length; i++)
        {
            var subject = dealt[i];
            var at = i;
            for (; at > 0 && subjects[at - 1] > subject; at--, steps++)
            {
                subjects[at] = subjects[at - 1];
            }

            subjects[at] = subject;
            if (steps > dealt.Length * few)
            {
                // Numbers that are no hashes.
                dealt[(i + 1)..].CopyTo(subjects[(i + 1)..]);
                subjects.Sort();
                return;
            }
        }
    }
}
