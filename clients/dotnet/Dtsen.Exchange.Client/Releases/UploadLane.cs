using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>One kabupaten on one connection: what is under way, and what waits for its acknowledgement.</summary>
internal sealed class UploadLane(int window) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(window);
    private readonly Queue<long> _pageEnds = new();
    private TaskCompletionSource? _awaited;
    private Func<KabupatenPosition, bool> _isAwaited = _ => false;

    /// <summary>Waits until another page may be under way, and counts it as being so.</summary>
    /// <param name="end">Row behind the page.</param>
    /// <param name="cancellation">The connection is over.</param>
    public async Task EnterAsync(long end, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        lock (_gate)
        {
            _pageEnds.Enqueue(end);
        }
    }

    /// <summary>Ends with the first answer of a kind; to be called before the question is sent.</summary>
    public Task NextAsync(Func<KabupatenPosition, bool> isAwaited)
    {
        lock (_gate)
        {
            _isAwaited = isAwaited;
            _awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _awaited.Task;
        }
    }

    /// <summary>Takes an answer of the exchange. One may stand for several pages.</summary>
    public void Acknowledge(KabupatenPosition position)
    {
        lock (_gate)
        {
            while (_pageEnds.TryPeek(out var end) && end <= position.Rows)
            {
                _pageEnds.Dequeue();
                _room.Release();
            }

            if (_awaited is not null && _isAwaited(position))
            {
                _awaited.SetResult();
                _awaited = null;
            }
        }
    }

    public void Dispose() => _room.Dispose();
}
