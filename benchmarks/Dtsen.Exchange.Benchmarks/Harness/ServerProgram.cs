namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>A server that is measured: it runs in a process of its own, whose CPU and allocations are its alone.</summary>
/// <param name="Name">Name, unique among all benchmarks.</param>
/// <param name="StartAsync">Starts it, with the folder that its benchmark gave it.</param>
internal sealed record ServerProgram(string Name, Func<string, CancellationToken, Task<StartedServer>> StartAsync);
