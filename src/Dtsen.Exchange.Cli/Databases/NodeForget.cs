using System.CommandLine;
using System.Data.Common;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Databases;

/// <summary><c>dtsen node forget</c></summary>
internal static class NodeForget
{
    public static Command Create()
    {
        var which = new Argument<string>("node") { Description = "Name of the node." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be forgotten and change nothing." };
        var command = new CliCommand(
            "forget",
            "Forgets a node that is lost for good. An upload that lay on it begins anew on another node, from the first family on; a node "
            + "that was forgotten and starts again is simply known again. Ends with 1 where the node is live or not known.",
            "node forget node-2 --dry-run",
            "node forget node-2 --database \"Host=db;Database=dtsen\"")
        {
            which, DatabaseOption.Option, dryRun,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            var name = parse.GetValue(which)!;
            await using var database = DatabaseOption.Open(parse);
            try
            {
                var node = (await database.ListNodesAsync(cancellation)).FirstOrDefault(known => known.Name == name);
                var forgotten = node is { IsLive: false }
                    && (parse.GetValue(dryRun) || await database.ForgetNodeAsync(name, cancellation));
                output.Say(node is null ? "No node of that name is known."
                    : !forgotten ? "The node is live: stop it first. One that is dead counts as live for half a minute."
                    : $"{(parse.GetValue(dryRun) ? "Would forget" : "Forgot")} {name}; uploads that begin anew: "
                        + (node.Uploads.Count == 0 ? "none" : string.Join(", ", node.Uploads)));
                output.Answer(new { node = name, forgotten = forgotten && !parse.GetValue(dryRun), uploads = node?.Uploads ?? [] });
                return forgotten ? ExitCode.Ok : ExitCode.No;
            }
            catch (DbException fault)
            {
                throw SqlInstall.Unreachable(fault);
            }
        });
        return command;
    }
}
