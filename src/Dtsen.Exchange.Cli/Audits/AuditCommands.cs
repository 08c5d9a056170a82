using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary>The record of every call.</summary>
internal static class AuditCommands
{
    public static Command Create() => new CliCommand(
        "audit",
        "The record of every call: reads it, asks who looked a person up, and checks with no server that nothing was changed.",
        "audit subject --nik 3273014107900001 --purpose pengawasan --application bpkp.pengawasan")
    {
        AuditList.Create(),
        AuditSubject.Create(),
        AuditReceipt.Create(),
        AuditCheckpoint.Create(),
        AuditVerify.Create(),
    };
}
