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
    private readonly CancellationTokenSource _failed = new();
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether a message has failed.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Cancelled when a message has failed.</summary>
    public CancellationToken Failed => _failed.Token;

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
    public void ThrowIfFailed() => Volatile.Read(ref _failure)?.Throw();

    public void Dispose()
    {
        _places.Dispose();
        _failed.Dispose();
    }

    private async Task RunAsync(Task before, Func<Task> work)
    {
        try
        {
            await before;
            if (!HasFailed)
            {
                await work();
            }
        }
        catch (Exception fault)
        {
            if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(fault), null) is null)
            {
                await _failed.CancelAsync();
            }
        }
        finally
        {
            _places.Release();
        }
    }
}
