using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary>Matching of people.</summary>
internal static class MatchCommands
{
    public static Command Create() => new CliCommand(
        "match", "Whether two records are one person's.", "match explain \"Soeharto\" \"Suharto\"")
    {
        MatchExplain.Create(),
    };
}
