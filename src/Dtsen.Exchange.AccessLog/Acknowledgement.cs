namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Lets some of the callers who wait go, one after the other on one thread of the pool: a thread for each would cost more than most of
/// them have left to do.
/// </summary>
internal sealed class Acknowledgement : IThreadPoolWorkItem
{
    private const int Size = 16;

    private readonly PendingLeaf[] _leaves;
    private readonly long _first;
    private readonly AccessLogException? _failure;

    private Acknowledgement(PendingLeaf[] leaves, long first, AccessLogException? failure) =>
        (_leaves, _first, _failure) = (leaves, first, failure);

    /// <summary>Lets all go whose leaves are on the disk.</summary>
    /// <param name="leaves">The leaves.</param>
    /// <param name="first">Index of the first.</param>
    public static void Queue(ReadOnlySpan<PendingLeaf> leaves, long first) => Queue(leaves, first, null);

    /// <summary>Tells all that their leaves were refused.</summary>
    public static void Refuse(ReadOnlySpan<PendingLeaf> leaves, AccessLogException failure) => Queue(leaves, 0, failure);

    public void Execute()
    {
        for (var i = 0; i < _leaves.Length; i++)
        {
            if (_failure is null)
            {
                _leaves[i].SetResult(_first + i);
            }
            else
            {
                _leaves[i].SetException(_failure);
            }
        }
    }

    private static void Queue(ReadOnlySpan<PendingLeaf> leaves, long first, AccessLogException? failure)
    {
        for (var at = 0; at < leaves.Length; at += Size)
        {
            var some = leaves.Slice(at, Math.Min(Size, leaves.Length - at)).ToArray();
            ThreadPool.UnsafeQueueUserWorkItem(new Acknowledgement(some, first + at, failure), preferLocal: false);
        }
    }
}
