using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>Help that ends with examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, string program, IReadOnlyList<IBenchmark> benchmarks) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        var benchmark = benchmarks.FirstOrDefault(benchmark => benchmark.Name == command.Name);
        output.WriteLine("Examples:");
        foreach (var example in benchmark?.Examples ?? ["list", .. benchmarks.Select(each => each.Examples[0])])
        {
            output.WriteLine("  " + program + example);
        }

        return result;
    }
}
