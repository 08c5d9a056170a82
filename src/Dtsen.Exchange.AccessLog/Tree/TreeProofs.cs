using System.Numerics;

namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>Roots and proofs of RFC 6962, 2.1, by its own recursive definitions, over the hashes that are kept.</summary>
internal static class TreeProofs
{
    public static TreeHash Root(ITreeNodes nodes, long size) => size == 0 ? TreeHash.Empty : Range(nodes, 0, size);

    /// <summary>The hashes beside the way from a leaf up to the root of the tree of the first <paramref name="size"/> leaves.</summary>
    public static List<byte[]> Inclusion(ITreeNodes nodes, long index, long size)
    {
        var proof = new List<byte[]>();
        AddInclusion(nodes, index, 0, size, proof);
        return proof;
    }

    /// <summary>The hashes that show that the larger tree begins with the smaller one.</summary>
    public static List<byte[]> Consistency(ITreeNodes nodes, long smaller, long larger)
    {
        var proof = new List<byte[]>();
        if (smaller > 0)
        {
            AddConsistency(nodes, smaller, 0, larger, true, proof);
        }

        return proof;
    }

    /// <summary>The hashes of the perfect subtrees that make up the first <paramref name="size"/> leaves, the largest first.</summary>
    public static List<TreeHash> Peaks(ITreeNodes nodes, long size)
    {
        var peaks = new List<TreeHash>();
        for (long start = 0; start < size;)
        {
            var length = 1L << BitOperations.Log2((ulong)(size - start));
            peaks.Add(Perfect(nodes, start, length));
            start += length;
        }

        return peaks;
    }

    private static void AddInclusion(ITreeNodes nodes, long index, long start, long end, List<byte[]> proof)
    {
        if (end - start == 1)
        {
            return;
        }

        var middle = start + Split(end - start);
        if (index < middle)
        {
            AddInclusion(nodes, index, start, middle, proof);
            proof.Add(Range(nodes, middle, end).ToArray());
        }
        else
        {
            AddInclusion(nodes, index, middle, end, proof);
            proof.Add(Range(nodes, start, middle).ToArray());
        }
    }

    // `known`: the verifier holds the hash of [start, smaller) as the root of the smaller tree.
    private static void AddConsistency(
        ITreeNodes nodes, long smaller, long start, long end, bool known, List<byte[]> proof)
    {
        if (smaller == end)
        {
            if (!known)
            {
                proof.Add(Range(nodes, start, end).ToArray());
            }

            return;
        }

        var middle = start + Split(end - start);
        if (smaller <= middle)
        {
            AddConsistency(nodes, smaller, start, middle, known, proof);
            proof.Add(Range(nodes, middle, end).ToArray());
        }
        else
        {
            AddConsistency(nodes, smaller, middle, end, false, proof);
            proof.Add(Range(nodes, start, middle).ToArray());
        }
    }

    // Starts of ranges are multiples of the power of two that their length splits off, so every left part is perfect.
    private static TreeHash Range(ITreeNodes nodes, long start, long end)
    {
        if (BitOperations.IsPow2(end - start))
        {
            return Perfect(nodes, start, end - start);
        }

        var middle = start + Split(end - start);
        return TreeHash.OfNodes(Perfect(nodes, start, middle - start), Range(nodes, middle, end));
    }

    private static TreeHash Perfect(ITreeNodes nodes, long start, long length)
    {
        var level = BitOperations.Log2((ulong)length);
        var tier = Math.Min(level / Tiers.Step, Tiers.Highest);
        var hashes = new TreeHash[1 << (level - (tier * Tiers.Step))];
        nodes.Read(tier, start >> (tier * Tiers.Step), hashes);
        return TreeHash.Fold(hashes);
    }

    // The largest power of two below the length.
    private static long Split(long length) => 1L << BitOperations.Log2((ulong)(length - 1));
}
