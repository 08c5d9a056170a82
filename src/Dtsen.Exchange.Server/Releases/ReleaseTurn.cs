using System.Diagnostics.CodeAnalysis;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Who works on a release just now: several who share it, or one who has it alone. Who wants it alone waits for those who share it, and
/// keeps new ones waiting.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class ReleaseTurn
{
    private const int Places = 16;

    private readonly SemaphoreSlim _places = new(Places);
    private readonly SemaphoreSlim _alone = new(1);

    /// <summary>Shares the release until the result is disposed of.</summary>
    public async Task<IDisposable> ShareAsync(CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        return new Held(() => _places.Release());
    }

    /// <summary>Has the release alone until the result is disposed of.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        // Two that both collect places would wait for each other.
        await _alone.WaitAsync(cancellation);
        var places = 0;
        try
        {
            for (; places < Places; places++)
            {
                await _places.WaitAsync(cancellation);
            }
        }
        catch
        {
            GiveBack(places);
            throw;
        }

        return new Held(() => GiveBack(Places));
    }

    private void GiveBack(int places)
    {
        if (places > 0)
        {
            _places.Release(places);
        }

        _alone.Release();
    }

    private sealed class Held(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
