using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Tests.Tree;

/// <summary>A tree from the first leaf on, in one piece.</summary>
internal sealed class TreeInMemory : ITreeNodes
{
    private readonly GrowingTree _tree;

    public TreeInMemory(IEnumerable<byte[]> leafHashes)
    {
        _tree = new GrowingTree(0, this);
        foreach (var hash in leafHashes)
        {
            TreeHash node = default;
            hash.CopyTo(node);
            _tree.Add(node);
        }
    }

    public void Read(int tier, long first, Span<TreeHash> hashes) => _tree.Read(tier, first, hashes);
}
