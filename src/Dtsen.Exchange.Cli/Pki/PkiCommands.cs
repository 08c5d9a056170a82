using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Pki;

/// <summary>Certificates for development and pilots; in production the state's own authority issues them.</summary>
internal static class PkiCommands
{
    public static Command Create() => new CliCommand(
        "pki", "Certificates for development and pilots; in production the state's own authority issues them.", "pki init --pki pki")
    {
        PkiInit.Create(),
        PkiIssue.Create(),
        PkiRevoke.Create(),
        PkiList.Create(),
    };
}
