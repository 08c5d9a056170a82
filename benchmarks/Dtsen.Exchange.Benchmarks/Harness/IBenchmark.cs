using System.CommandLine;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>A comparison of sides that do the same work.</summary>
internal interface IBenchmark
{
    /// <summary>Name by which it is run.</summary>
    string Name { get; }

    /// <summary>What it compares, in a sentence.</summary>
    string Summary { get; }

    /// <summary>Command lines that work as they stand, without the program's name.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>Options beside those that all benchmarks have.</summary>
    IReadOnlyList<Option> Options => [];

    /// <summary>Servers that it starts as processes of their own.</summary>
    IReadOnlyList<ServerProgram> Servers => [];

    /// <summary>Checks that the sides answer alike, measures them, and reports.</summary>
    Task RunAsync(BenchmarkRun run, CancellationToken cancellation);
}
