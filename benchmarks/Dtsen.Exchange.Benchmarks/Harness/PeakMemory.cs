using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>Watches the private memory of a process: pages that are its alone and that no file stands behind, RssAnon of Linux.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _bytes;

    public PeakMemory(int process) => _watching = WatchAsync(process);

    /// <summary>The most that was seen so far, in bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(int process)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            Volatile.Write(ref _bytes, Math.Max(_bytes, Read(process)));
            await timer.WaitForNextTickAsync(_end.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
        while (!_end.IsCancellationRequested);
    }

    private static long Read(int process)
    {
        const string name = "RssAnon:";
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .First(each => each.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
