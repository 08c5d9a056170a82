using System.Diagnostics;

namespace Dtsen.Exchange.Benchmarks.Load;

/// <summary>A load of so many calls in flight: each is followed by the next as soon as it is answered.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs it until a server is warm: compiled by what its calls are like.</summary>
    public static Task<long> WarmAsync(int inFlight, long calls, int seed, Func<int, Random, Task> call)
    {
        var left = calls;
        return RunAsync(inFlight, () => Interlocked.Decrement(ref left) >= 0, seed, call);
    }

    /// <summary>Runs it for a while.</summary>
    /// <param name="inFlight">Calls in flight.</param>
    /// <param name="duration">How long calls are begun.</param>
    /// <param name="seed">What chance starts from.</param>
    /// <param name="call">Makes a call, given which of the calls in flight it is and the chance that belongs to it.</param>
    /// <returns>Calls answered.</returns>
    public static Task<long> RunAsync(int inFlight, TimeSpan duration, int seed, Func<int, Random, Task> call)
    {
        var clock = Stopwatch.StartNew();
        return RunAsync(inFlight, () => clock.Elapsed < duration, seed, call);
    }

    private static async Task<long> RunAsync(int inFlight, Func<bool> goesOn, int seed, Func<int, Random, Task> call)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(lane => Task.Run(async () =>
        {
            var chance = new Random(HashCode(seed, lane));
            var count = 0L;
            for (; goesOn(); count++)
            {
                await call(lane, chance);
            }

            return count;
        })));
        return counts.Sum();
    }

    private static int HashCode(int seed, int lane) => unchecked((seed * 1_000_003) + lane);
}
