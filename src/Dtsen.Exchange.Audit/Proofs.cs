namespace Dtsen.Exchange.Audit;

/// <summary>
/// Verifies proofs by the iterations of RFC 9162, 2.1.3.2 and 2.1.4.2: from the bottom up, where the log makes them from the top down.
/// </summary>
public static class Proofs
{
    /// <summary>Whether a leaf is in a tree.</summary>
    /// <param name="leaf">The leaf as stored, its digest of subjects included.</param>
    /// <param name="index">Its index.</param>
    /// <param name="proof">Hashes from the leaf's neighbour upwards.</param>
    /// <param name="size">The number of leaves of the tree.</param>
    /// <param name="root">The tree's root.</param>
    /// <returns>Whether the proof leads from the leaf at this index to this root.</returns>
    public static bool Includes(
        ReadOnlySpan<byte> leaf, long index, IReadOnlyList<byte[]> proof, long size, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return false;
        }

        var hash = Hashing.Leaf(leaf);
        var at = index;
        var last = size - 1;
        foreach (var beside in proof)
        {
            if (last == 0 || beside is not { Length: Hashing.Size })
            {
                return false;
            }

            if ((at & 1) == 1 || at == last)
            {
                hash = Hashing.Node(beside, hash);
                while ((at & 1) == 0 && at != 0)
                {
                    at >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = Hashing.Node(hash, beside);
            }

            at >>= 1;
            last >>= 1;
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the larger tree begins with all leaves of the smaller one, unchanged.</summary>
    /// <param name="smaller">Leaves of the smaller tree.</param>
    /// <param name="smallerRoot">Its root.</param>
    /// <param name="larger">Leaves of the larger tree.</param>
    /// <param name="largerRoot">Its root.</param>
    /// <param name="proof">Hashes as the log gives them; none if the sizes are equal, or the smaller one is 0.</param>
    /// <returns>Whether the proof leads to both roots.</returns>
    public static bool Extends(
        long smaller, ReadOnlySpan<byte> smallerRoot, long larger, ReadOnlySpan<byte> largerRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (smaller < 0 || smaller > larger)
        {
            return false;
        }

        if (smaller == larger || smaller == 0)
        {
            return proof.Count == 0 && (smaller == 0
                ? smallerRoot.SequenceEqual(new RunningTree().Root()) && (larger > 0 || largerRoot.SequenceEqual(smallerRoot))
                : smallerRoot.SequenceEqual(largerRoot));
        }

        var at = smaller - 1;
        var last = larger - 1;
        while ((at & 1) == 1)
        {
            at >>= 1;
            last >>= 1;
        }

        // Where the smaller tree is a perfect subtree of the larger one, its root stands for the first hash.
        IEnumerable<byte[]> hashes = at == 0 ? [smallerRoot.ToArray(), .. proof] : proof;
        byte[]? fromSmaller = null;
        byte[] fromLarger = [];
        foreach (var beside in hashes)
        {
            if (beside is not { Length: Hashing.Size })
            {
                return false;
            }

            if (fromSmaller is null)
            {
                fromSmaller = fromLarger = beside;
                continue;
            }

            if (last == 0)
            {
                return false;
            }

            if ((at & 1) == 1 || at == last)
            {
                fromSmaller = Hashing.Node(beside, fromSmaller);
                fromLarger = Hashing.Node(beside, fromLarger);
                while ((at & 1) == 0 && at != 0)
                {
                    at >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                fromLarger = Hashing.Node(fromLarger, beside);
            }

            at >>= 1;
            last >>= 1;
        }

        return last == 0 && smallerRoot.SequenceEqual(fromSmaller) && largerRoot.SequenceEqual(fromLarger);
    }
}
