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

        subjects.Sort();
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
}
