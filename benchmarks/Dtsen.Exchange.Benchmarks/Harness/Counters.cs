namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>What a process has used since it began.</summary>
/// <param name="Cpu">User and kernel time of all its threads.</param>
/// <param name="Allocated">Bytes allocated on its managed heap.</param>
internal readonly record struct Counters(TimeSpan Cpu, long Allocated)
{
    public static Counters operator -(Counters later, Counters earlier) =>
        new(later.Cpu - earlier.Cpu, later.Allocated - earlier.Allocated);

    /// <summary>Those of this process.</summary>
    public static Counters Own() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
}
