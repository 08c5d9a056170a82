using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>Agencies, their applications and agreements.</summary>
internal static class PartnerCommands
{
    public static Command Create() => new CliCommand(
        "partner", "Agencies, their applications and agreements.", "partner check config/partners")
    {
        PartnerList.Create(),
        PartnerShow.Create(),
        PartnerCheck.Create(),
        PartnerSuspend.Create(),
        PartnerResume.Create(),
    };
}
