using System.Diagnostics;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>One side in one repetition.</summary>
/// <param name="Items">Items worked off.</param>
/// <param name="Wall">Time that passed.</param>
/// <param name="Used">What the server used.</param>
internal readonly record struct Measurement(long Items, TimeSpan Wall, Counters Used)
{
    /// <summary>Items a second of the clock.</summary>
    public double PerSecond => Items / Wall.TotalSeconds;

    /// <summary>Microseconds of the server's CPU an item.</summary>
    public double CpuMicroseconds => Used.Cpu.TotalMicroseconds / Items;

    /// <summary>Bytes that the server allocated an item.</summary>
    public double AllocatedBytes => (double)Used.Allocated / Items;

    /// <summary>Measures a server while work is done.</summary>
    /// <param name="server">Whose CPU counts.</param>
    /// <param name="work">The work; gives the number of items.</param>
    /// <param name="behind">CPU of what the server has behind it, such as a database; null where that is nothing.</param>
    public static async Task<Measurement> OfAsync(ServerProcess server, Func<Task<long>> work, Func<TimeSpan>? behind = null)
    {
        var behindBefore = behind?.Invoke() ?? default;
        var before = await server.ReadCountersAsync();
        var clock = Stopwatch.StartNew();
        var items = await work();
        var wall = clock.Elapsed;
        var used = await server.ReadCountersAsync() - before;
        return new Measurement(items, wall, used with { Cpu = used.Cpu + (behind?.Invoke() ?? default) - behindBefore });
    }
}
