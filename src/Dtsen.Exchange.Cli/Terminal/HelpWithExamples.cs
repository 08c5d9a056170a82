using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>The help of a command, with its examples at the end.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CliCommand { Examples.Count: > 0 } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine("  dtsen " + example);
            }

            output.WriteLine();
        }

        return result;
    }
}
