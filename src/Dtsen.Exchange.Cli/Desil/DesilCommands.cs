using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>Lookup of desil.</summary>
internal static class DesilCommands
{
    public static Command Create() => new CliCommand(
        "desil",
        "Looks up desil: one by one, by file, of the past, and by programme.",
        "desil get --nik 3273014107900001 --name \"SITI AMINAH\" --purpose pbi-jk")
    {
        DesilGet.Create(),
        DesilBulk.Create(),
        DesilHistory.Create(),
        DesilProgrammes.Create(),
    };
}
