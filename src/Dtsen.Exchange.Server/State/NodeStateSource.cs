using Dtsen.Exchange.Server.ChangeLogs;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// The node's current state. Written by <see cref="StateFollower"/> alone; read by every call, once.
/// </summary>
/// <param name="log">By which the node follows the change log.</param>
/// <param name="maxAge">How long after the last look into the change log a node may still answer.</param>
internal sealed class NodeStateSource(ChangeLogFollower log, TimeSpan maxAge)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private volatile NodeState _current = NodeState.Empty;
    private TaskCompletionSource _nextSwap = NewSignal();

    /// <summary>The current state, however old.</summary>
    public NodeState Current => _current;

    /// <summary>Whether the node knows the change log up to at most the maximal age ago.</summary>
    public bool IsFresh => log.SinceLastRead is { } age && age <= maxAge;

    /// <summary>The current state.</summary>
    /// <exception cref="Grpc.Core.RpcException">The node has not read the change log for too long: NODE_NOT_READY.</exception>
    public NodeState Fresh() => IsFresh ? _current : throw Gate.Problems.NodeNotReady();

    /// <summary>Ends once the node has applied an entry of the change log.</summary>
    /// <param name="seq">Number of the entry.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task WaitForAsync(long seq, CancellationToken cancellation)
    {
        while (true)
        {
            var swapped = Volatile.Read(ref _nextSwap).Task;
            if (_current.Seq >= seq)
            {
                return;
            }

            await swapped.WaitAsync(cancellation);
        }
    }

    /// <summary>
    /// Waits until the node has applied an entry that stands whether or not it has, so that a call right after the answer sees it; but not
    /// for long. Other nodes may have applied it already: an answer says by its read_at how far this one is.
    /// </summary>
    /// <param name="seq">Number of the entry.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public Task WaitBrieflyAsync(long seq, TimeProvider time, CancellationToken cancellation) =>
        WaitBrieflyAsync(seq, LongestWait, time, cancellation);

    /// <summary>The same, for at most so long.</summary>
    public async Task WaitBrieflyAsync(long seq, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        using var longest = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellation);
        try
        {
            await WaitForAsync(seq, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It is waited for no longer.
        }
    }

    /// <summary>Puts the next state in place.</summary>
    public void Swap(NodeState next)
    {
        _current = next;
        Interlocked.Exchange(ref _nextSwap, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
