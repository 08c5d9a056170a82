using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Databases;

/// <summary>The nodes of an exchange, as their database knows them.</summary>
internal static class NodeCommands
{
    public static Command Create() => new CliCommand(
        "node", "The nodes of an exchange, as their database knows them.", "node list --database \"Host=db;Database=dtsen\"")
    {
        NodeList.Create(),
        NodeForget.Create(),
    };
}
