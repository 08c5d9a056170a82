using Dtsen.Exchange.Benchmarks.Bulk;
using Dtsen.Exchange.Benchmarks.Changed;
using Dtsen.Exchange.Benchmarks.Events;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.Lookup;
using Dtsen.Exchange.Benchmarks.Matching;
using Dtsen.Exchange.Benchmarks.Names;
using Dtsen.Exchange.Benchmarks.Publish;
using Dtsen.Exchange.Benchmarks.Quality;
using Dtsen.Exchange.Benchmarks.Record;
using Dtsen.Exchange.Benchmarks.Register;
using Dtsen.Exchange.Benchmarks.Subject;
using Dtsen.Exchange.Benchmarks.World;

namespace Dtsen.Exchange.Benchmarks;

/// <summary>What can be measured.</summary>
internal static class Program
{
    private static readonly IBenchmark[] All =
    [
        new RecordBenchmark(), new SubjectBenchmark(), new LookupBenchmark(), new RegisterBenchmark(), new BulkBenchmark(),
        new PublishBenchmark(), new QualityBenchmark(), new NamesBenchmark(), new MatchBenchmark(),
        new EventsBenchmark(), new ChangedBenchmark(),
    ];

    public static Task<int> Main(string[] args) => CommandLine.RunAsync(All, [BenchmarkWorld.Node], args);
}
