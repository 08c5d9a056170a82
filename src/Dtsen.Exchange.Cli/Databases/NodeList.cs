using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Server;

namespace Dtsen.Exchange.Cli.Databases;

/// <summary><c>dtsen node list</c></summary>
internal static class NodeList
{
    public static Command Create()
    {
        var command = new CliCommand(
            "list",
            "Lists the nodes: when each was last seen, how far it follows the change log, and which uploads lie on it alone.",
            "node list --database \"Host=db;Database=dtsen\"",
            "node list --json")
        {
            DatabaseOption.Option,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            await using var database = DatabaseOption.Open(parse);
            try
            {
                var nodes = await database.ListNodesAsync(cancellation);
                output.Show(
                    ["Node", "State", "Last seen (UTC)", "Entry", "Address", "Uploads"],
                    nodes.Select(node => new[]
                    {
                        node.Name,
                        StateOf(node),
                        node.SeenAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        node.Seq.ToString(CultureInfo.InvariantCulture),
                        node.Address,
                        string.Join(", ", node.Uploads),
                    }));
                output.Answer(nodes);
                return ExitCode.Ok;
            }
            catch (DbException fault)
            {
                throw SqlInstall.Unreachable(fault);
            }
        });
        return command;
    }

    /// <summary>The state in a word.</summary>
    public static string StateOf(KnownNode node) => node.IsLive ? "live" : node.HasStopped ? "stopped" : "silent";
}
