namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>
/// Where the hashes that are kept can be read: those of leaves, and of every 256 of the level below. Whatever lies between is
/// folded from at most 128 of them, so that a proof reads a few KB at any size and 1/255 of all hashes is the price.
/// </summary>
internal interface ITreeNodes
{
    /// <summary>Reads hashes in a row.</summary>
    /// <param name="tier">0 for leaves, t for perfect subtrees of 256^t leaves; at most <see cref="Tiers.Highest"/>.</param>
    /// <param name="first">Index of the first within its tier. All of them lie within the log.</param>
    /// <param name="hashes">Receives them.</param>
    void Read(int tier, long first, Span<TreeHash> hashes);
}
