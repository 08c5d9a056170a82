using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog;

public sealed partial class MerkleLog
{
    /// <summary>The root of the tree of the first leaves, RFC 6962, 2.1.</summary>
    /// <param name="size">How many leaves; at most <see cref="Size"/>.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The log has not so many leaves.</exception>
    public byte[] Root(long size) =>
        _view.Read(view => TreeProofs.Root(Upto(view, size), size).ToArray());

    /// <summary>A signed checkpoint of all leaves there are.</summary>
    /// <param name="signer">Signs it, for one origin.</param>
    /// <returns>A note after C2SP tlog-checkpoint, with its signature.</returns>
    public string Checkpoint(CheckpointSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var size = Size;
        return signer.Sign(size, Root(size));
    }

    /// <summary>Proves that a leaf is in the tree of the first leaves, RFC 6962, 2.1.1.</summary>
    /// <param name="index">The leaf.</param>
    /// <param name="size">How many leaves the tree has; above the index, at most <see cref="Size"/>.</param>
    /// <returns>Hashes of 32 bytes, from the leaf's neighbour upwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The log has not so many leaves, or the tree not this one.</exception>
    public IReadOnlyList<byte[]> InclusionProof(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return _view.Read(view => TreeProofs.Inclusion(Upto(view, size), index, size));
    }

    /// <summary>Proves that the tree of more leaves begins with the tree of fewer, RFC 6962, 2.1.2.</summary>
    /// <param name="smaller">Leaves of the one; from 0 on, where there is nothing to prove.</param>
    /// <param name="larger">Leaves of the other; at most <see cref="Size"/>.</param>
    /// <returns>Hashes of 32 bytes; none if the sizes are equal or the smaller one is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are out of order, or the log has not so many leaves.</exception>
    public IReadOnlyList<byte[]> ConsistencyProof(long smaller, long larger)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smaller);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smaller, larger);
        return _view.Read(view => TreeProofs.Consistency(Upto(view, larger), smaller, larger));
    }

    private static LogView Upto(LogView view, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, view.Size);
        return view;
    }
}
