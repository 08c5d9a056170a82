using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// A leaf that waits for the writer, hashed by its caller's thread. It ends with its index, or with why there is none, and what its caller
/// does next runs where it ends: never on the thread of the writer.
/// </summary>
internal sealed class PendingLeaf(byte[] record, TreeHash hash) : TaskCompletionSource<long>
{
    public byte[] Record { get; } = record;

    public TreeHash Hash { get; } = hash;
}
