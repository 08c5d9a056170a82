namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Those who wait until a leaf is on the disk. What they do next runs on the thread pool, never on the writer's thread. Safe for several
/// threads.
/// </summary>
/// <param name="durable">The number of leaves on the disk.</param>
internal sealed class Waiters(long durable)
{
    private readonly Lock _lock = new();
    private List<(long Index, TaskCompletionSource Source)> _waiting = [];
    private readonly List<(long Index, TaskCompletionSource Source)> _released = [];
    private AccessLogException? _failure;

    /// <summary>Ends when the leaf is on the disk.</summary>
    /// <exception cref="AccessLogException">It never will be.</exception>
    public ValueTask WaitAsync(long index)
    {
        lock (_lock)
        {
            if (index < durable)
            {
                return ValueTask.CompletedTask;
            }

            if (_failure is not null)
            {
                return ValueTask.FromException(_failure);
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((index, source));
            return new ValueTask(source.Task);
        }
    }

    /// <summary>Lets those go whose leaves are on the disk. Called by one thread.</summary>
    /// <param name="size">The number of leaves on the disk.</param>
    public void Release(long size)
    {
        lock (_lock)
        {
            durable = size;
            foreach (var one in _waiting)
            {
                if (one.Index < size)
                {
                    _released.Add(one);
                }
            }

            _waiting.RemoveAll(one => one.Index < size);
        }

        foreach (var (_, source) in _released)
        {
            source.SetResult();
        }

        _released.Clear();
    }

    /// <summary>Tells all whose leaves are not on the disk that they never will be.</summary>
    public void Fail(AccessLogException failure)
    {
        List<(long Index, TaskCompletionSource Source)> waiting;
        lock (_lock)
        {
            _failure = failure;
            (waiting, _waiting) = (_waiting, []);
        }

        foreach (var (_, source) in waiting)
        {
            source.SetException(failure);
        }
    }
}
