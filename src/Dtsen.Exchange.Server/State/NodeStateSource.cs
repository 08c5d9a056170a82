namespace Dtsen.Exchange.Server.State;

/// <summary>
/// The node's current state. Written by <see cref="StateFollower"/> alone; read by every call, once.
/// </summary>
/// <param name="initial">State before anything was read.</param>
/// <param name="maxAge">How long after the last look into the change log a node may still answer.</param>
/// <param name="time">Clock.</param>
internal sealed class NodeStateSource(NodeState initial, TimeSpan maxAge, TimeProvider time)
{
    private volatile NodeState _current = initial;
    private long _readAt = long.MinValue;

    /// <summary>The current state, however old.</summary>
    public NodeState Current => _current;

    /// <summary>Whether the node knows the change log up to at most the maximal age ago.</summary>
    public bool IsFresh
    {
        get
        {
            var readAt = Interlocked.Read(ref _readAt);
            return readAt != long.MinValue && time.GetElapsedTime(readAt) <= maxAge;
        }
    }

    /// <summary>The current state.</summary>
    /// <exception cref="Grpc.Core.RpcException">The node has not read the change log for too long: NODE_NOT_READY.</exception>
    public NodeState Fresh() => IsFresh ? _current : throw Gate.Problems.NodeNotReady();

    /// <summary>Puts the next state in place.</summary>
    public void Swap(NodeState next) => _current = next;

    /// <summary>Says that the change log was read to its end just now.</summary>
    public void MarkRead() => Interlocked.Exchange(ref _readAt, time.GetTimestamp());
}
