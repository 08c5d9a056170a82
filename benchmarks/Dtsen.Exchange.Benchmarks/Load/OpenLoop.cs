using System.Diagnostics;

namespace Dtsen.Exchange.Benchmarks.Load;

/// <summary>A load of so many calls a second, whether those before are answered or not: what waits is seen to wait.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Runs it for a while and waits for the last answer.</summary>
    /// <param name="perSecond">Calls a second, spread over ticks of a millisecond.</param>
    /// <param name="duration">How long calls are begun.</param>
    /// <param name="seed">What chance starts from.</param>
    /// <param name="call">Makes a call, given its number and the chance by which it is drawn before it is awaited.</param>
    /// <returns>How long each took from when it was due, so that a late start counts too.</returns>
    public static async Task<Latencies> RunAsync(double perSecond, TimeSpan duration, int seed, Func<int, Random, Task> call)
    {
        var chance = new Random(seed);
        var milliseconds = new double[(int)(perSecond * duration.TotalSeconds)];
        var calls = new Task[milliseconds.Length];
        var clock = Stopwatch.StartNew();
        await Task.Factory.StartNew(
            () =>
            {
                for (int begun = 0, tick = 1; begun < calls.Length; tick++)
                {
                    var due = tick * Tick;
                    if (due > clock.Elapsed)
                    {
                        Thread.Sleep(due - clock.Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero);
                    }

                    for (var upTo = Math.Min(calls.Length, (int)(due.TotalSeconds * perSecond)); begun < upTo; begun++)
                    {
                        calls[begun] = TimeAsync(begun, due);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(calls);
        return new Latencies(milliseconds);

        async Task TimeAsync(int number, TimeSpan due)
        {
            await call(number, chance);
            milliseconds[number] = (clock.Elapsed - due).TotalMilliseconds;
        }
    }
}
