using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>
/// What is wrong with a command line. A word that was not understood may be a NIK or a name in the wrong place, so only what looks like an
/// option or the name of a command is repeated.
/// </summary>
internal static partial class UsageErrors
{
    public static ExitCode Write(ParseResult parse, Output output)
    {
        var words = new List<string>();
        for (SymbolResult? at = parse.CommandResult; at is CommandResult result; at = result.Parent)
        {
            words.Insert(0, result.Command is RootCommand ? "dtsen" : result.Command.Name);
        }

        var isGroup = parse.CommandResult.Command.Subcommands.Count > 0;
        var messages = parse.Errors.Select(error => Quoted().Replace(error.Message, quoted => Masked(quoted, isGroup))).Distinct().ToList();
        if (messages.Count > 1)
        {
            // A command that is misspelt is also one that is not there.
            messages.RemoveAll(message => message.StartsWith("Required command", StringComparison.Ordinal));
        }

        output.Error($"{string.Join(' ', messages)} See: {string.Join(' ', words)} --help");
        return ExitCode.Usage;
    }

    private static string Masked(Match quoted, bool isGroup)
    {
        var word = quoted.Groups[1].Value;
        return word.StartsWith("--", StringComparison.Ordinal) || (isGroup && word.All(char.IsAsciiLetterLower)) ? quoted.Value : "'***'";
    }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
