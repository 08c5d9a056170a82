using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Niks;

/// <summary>The form of a NIK, without a server.</summary>
internal static class NikCommands
{
    public static Command Create() => new CliCommand("nik", "The form of a NIK, without a server.", "nik check 3273014107900001")
    {
        NikCheckCommand.Create(),
    };
}
