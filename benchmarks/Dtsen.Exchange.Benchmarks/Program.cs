using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Record;

namespace Dtsen.Exchange.Benchmarks;

/// <summary>What can be measured.</summary>
internal static class Program
{
    private static readonly IBenchmark[] All = [new RecordBenchmark()];

    public static Task<int> Main(string[] args) => CommandLine.RunAsync(All, args);
}
