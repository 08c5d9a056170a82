using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Databases;

/// <summary>The schema of an exchange's database.</summary>
internal static class SqlCommands
{
    public static Command Create() => new CliCommand(
        "sql", "The schema of an exchange's database. A node brings it up to date by itself when it starts.", "sql install --dry-run")
    {
        SqlInstall.Create(),
    };
}
