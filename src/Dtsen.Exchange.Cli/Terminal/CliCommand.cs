using System.CommandLine;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>A command with examples, which its help ends with.</summary>
/// <param name="name">Name.</param>
/// <param name="description">What it does, in one or two sentences.</param>
/// <param name="examples">Command lines that work as they stand, without the leading <c>dtsen</c>.</param>
internal sealed class CliCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Sets what the command does; whatever goes wrong in it becomes a message and an exit code.</summary>
    public void Run(Func<ParseResult, Output, CancellationToken, Task<ExitCode>> work) => SetAction(async (parse, cancellation) =>
    {
        var output = new Output(parse.GetValue(CommandLine.Json));
        return (int)await Guard.RunAsync(output, () => work(parse, output, cancellation), cancellation);
    });
}
