using System.CommandLine;
using Dtsen.Exchange.Cli.Matching.Files;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary>Matching of people.</summary>
internal static class MatchCommands
{
    public static Command Create() => new CliCommand(
        "match",
        "Whether a record is of the person who has its NIK, and whether two names are one person's.",
        "match one --nik 3273014107900001 --name \"SITI AMINAH\" --purpose pemadanan",
        "match file --in peserta.xlsx --out hasil.xlsx --purpose pemadanan")
    {
        MatchOne.Create(),
        MatchFile.Create(),
        MatchExplain.Create(),
    };
}
