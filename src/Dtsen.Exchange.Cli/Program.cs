using System.CommandLine;
using Dtsen.Exchange.Cli.Audits;
using Dtsen.Exchange.Cli.Databases;
using Dtsen.Exchange.Cli.Desil;
using Dtsen.Exchange.Cli.Events;
using Dtsen.Exchange.Cli.Matching;
using Dtsen.Exchange.Cli.Niks;
using Dtsen.Exchange.Cli.Partners;
using Dtsen.Exchange.Cli.Pki;
using Dtsen.Exchange.Cli.Releases;
using Dtsen.Exchange.Cli.Sandboxes;
using Dtsen.Exchange.Cli.Serving;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli;

/// <summary><c>dtsen</c>: a table of contents.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(Root(), args);

    internal static RootCommand Root() => new("The data exchange of DTSEN: run it, look up, publish, and check.")
    {
        // Run it.
        ServeCommand.Create(),
        SandboxCommand.Create(),
        PkiCommands.Create(),
        PartnerCommands.Create(),
        SqlCommands.Create(),
        NodeCommands.Create(),

        // Use it.
        DesilCommands.Create(),
        UsageCommand.Create(),
        ReleaseCommands.Create(),
        EventCommands.Create(),
        AuditCommands.Create(),

        // Without a server.
        MatchCommands.Create(),
        NikCommands.Create(),
    };
}
