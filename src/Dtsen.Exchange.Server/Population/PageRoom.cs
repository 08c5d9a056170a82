namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Room for what was read of a call and is not answered: so many pages, and so many bytes of them. A page that is alone has room, whatever
/// its size. For one that enters and one that leaves.
/// </summary>
internal sealed class PageRoom(int pages, int bytes)
{
    private readonly Lock _lock = new();
    private int _pages;
    private long _bytes;
    private TaskCompletionSource? _left;

    /// <summary>Takes room for a page, as soon as there is.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task EnterAsync(int size, CancellationToken cancellation)
    {
        while (TryEnter(size) is { } left)
        {
            await left.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives the room of a page back.</summary>
    public void Leave(int size)
    {
        lock (_lock)
        {
            _pages--;
            _bytes -= size;
            _left?.TrySetResult();
        }
    }

    /// <returns>Null where it is in; else what ends when one next leaves.</returns>
    private Task? TryEnter(int size)
    {
        lock (_lock)
        {
            if (_pages == 0 || (_pages < pages && _bytes + size <= bytes))
            {
                _pages++;
                _bytes += size;
                return null;
            }

            _left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _left.Task;
        }
    }
}
