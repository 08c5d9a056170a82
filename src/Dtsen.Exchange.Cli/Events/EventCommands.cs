using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Events;

/// <summary>Events between two rankings.</summary>
internal static class EventCommands
{
    public static Command Create() => new CliCommand(
        "events",
        "Births, deaths, moves and other events of people and families since the last ranking: for Dukcapil.",
        "events report --in peristiwa.csv --application dukcapil.kependudukan")
    {
        EventsReport.Create(),
    };
}
