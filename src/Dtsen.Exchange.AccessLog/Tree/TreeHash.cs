using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>A hash of the tree as RFC 6962 defines it: SHA-256 with 0x00 before a leaf and 0x01 before two nodes.</summary>
[InlineArray(Size)]
internal struct TreeHash
{
    public const int Size = Sha256.Size;
    public const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private byte _first;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static TreeHash Empty => OfPrefixed([]);

    /// <param name="prefixedLeaf">The leaf with <see cref="LeafPrefix"/> before it.</param>
    public static TreeHash OfPrefixed(ReadOnlySpan<byte> prefixedLeaf)
    {
        TreeHash hash = default;
        Sha256.Hash(prefixedLeaf, hash);
        return hash;
    }

    public static TreeHash OfNodes(in TreeHash left, in TreeHash right)
    {
        Span<byte> node = stackalloc byte[1 + (2 * Size)];
        node[0] = NodePrefix;
        ((ReadOnlySpan<byte>)left).CopyTo(node[1..]);
        ((ReadOnlySpan<byte>)right).CopyTo(node[(1 + Size)..]);
        return OfPrefixed(node);
    }

    /// <summary>The root over a power of two of nodes. Overwrites them.</summary>
    public static TreeHash Fold(Span<TreeHash> nodes)
    {
        for (var count = nodes.Length; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                nodes[i] = OfNodes(nodes[2 * i], nodes[(2 * i) + 1]);
            }
        }

        return nodes[0];
    }

    public static Span<byte> Bytes(Span<TreeHash> hashes) => MemoryMarshal.AsBytes(hashes);

    public readonly bool Equals(in TreeHash other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public readonly byte[] ToArray() => ((ReadOnlySpan<byte>)this).ToArray();
}
