using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog;

/// <summary>A leaf that waits for the writer, hashed by its caller's thread. It ends with its index, or with why there is none.</summary>
internal sealed class PendingLeaf(byte[] record, TreeHash hash)
    : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public byte[] Record { get; } = record;

    public TreeHash Hash { get; } = hash;
}
