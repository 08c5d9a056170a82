using System.Runtime.ExceptionServices;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// The messages of one stream at work: those of one kabupaten in their order, several kabupaten side by side. The first that fails ends
/// all: none begins after it, those at work end and are answered.
/// </summary>
internal sealed class UploadLanes : IDisposable
{
    // Bounds what a stream holds in memory: each message may be 16 MB.
    private const int MaxAtWork = 4;

    private readonly SemaphoreSlim _places = new(MaxAtWork);
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<ExceptionDispatchInfo> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a message has failed.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Puts a message into its lane, once there is room.</summary>
    /// <param name="lane">Messages of one lane are worked on in order.</param>
    /// <param name="work">What to do with it.</param>
    public async Task StartAsync(string lane, Func<Task> work)
    {
        await _places.WaitAsync();
        _lanes[lane] = RunAsync(_lanes.GetValueOrDefault(lane, Task.CompletedTask), work);
    }

    /// <summary>Waits for what is at work.</summary>
    public Task DrainAsync() => Task.WhenAll(_lanes.Values);

    /// <summary>Throws what the first message threw that failed, if one did.</summary>
    public async Task ThrowIfFailedAsync()
    {
        if (_failed.Task.IsCompleted)
        {
            (await _failed.Task).Throw();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task RunAsync(Task before, Func<Task> work)
    {
        try
        {
            await before;
            if (!_failed.Task.IsCompleted)
            {
                await work();
            }
        }
        catch (Exception fault)
        {
            _failed.TrySetResult(ExceptionDispatchInfo.Capture(fault));
        }
        finally
        {
            _places.Release();
        }
    }
}
