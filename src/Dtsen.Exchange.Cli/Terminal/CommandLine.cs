using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>Runs the program: parse, help, errors of usage, and a clean end at Ctrl-C.</summary>
internal static class CommandLine
{
    // Longer than the exchange is patient with calls under way when it stops.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    /// <summary>Machine form on standard output, for every command.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the answer as JSON on standard output, and an error as JSON on standard error.",
        Recursive = true,
    };

    // No response files: a name may begin with @.
    private static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        root.Options.Add(Json);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        var parse = root.Parse(args, Parser);
        if (parse.Action is ParseErrorAction)
        {
            return (int)UsageErrors.Write(parse, new Output(parse.GetValue(Json)));
        }

        return await parse.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopPatience,
        });
    }
}
