namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>
/// The part of the tree that the open segment adds: the hashes of its leaves, and every node that its leaves complete, though some
/// of the node's other leaves may stand in segments before it.
/// </summary>
internal sealed class GrowingTree
{
    private readonly TreeHash[][] _partial = new TreeHash[Tiers.Count][];
    private readonly int[] _partialCount = new int[Tiers.Count];
    private readonly AppendOnlyList<TreeHash>[] _added = new AppendOnlyList<TreeHash>[Tiers.Count];
    private readonly long _first;

    /// <param name="first">The index of the first leaf to come.</param>
    /// <param name="before">The tree up to there, of which at most 255 hashes a tier are read.</param>
    public GrowingTree(long first, ITreeNodes before)
    {
        _first = first;
        for (var tier = 0; tier < Tiers.Count; tier++)
        {
            _partial[tier] = new TreeHash[Tiers.Width];
            _added[tier] = new AppendOnlyList<TreeHash>();
            var complete = Tiers.CompleteAt(tier, first);
            _partialCount[tier] = (int)(complete % Tiers.Width);
            if (_partialCount[tier] > 0)
            {
                before.Read(tier, complete - _partialCount[tier], _partial[tier].AsSpan(0, _partialCount[tier]));
            }
        }
    }

    /// <summary>Adds a leaf. One thread at a time.</summary>
    public void Add(TreeHash hash)
    {
        for (var tier = 0; ; tier++)
        {
            _added[tier].Add(hash);
            _partial[tier][_partialCount[tier]++] = hash;
            if (_partialCount[tier] < Tiers.Width)
            {
                return;
            }

            _partialCount[tier] = 0;
            if (tier == Tiers.Highest)
            {
                return;
            }

            hash = TreeHash.Fold(_partial[tier]);
        }
    }

    /// <summary>Reads nodes that were completed here, from any thread.</summary>
    public void Read(int tier, long first, Span<TreeHash> hashes) =>
        _added[tier].CopyTo((int)(first - Tiers.CompleteAt(tier, _first)), hashes);
}
