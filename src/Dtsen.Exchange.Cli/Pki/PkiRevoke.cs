using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Pki;

/// <summary><c>dtsen pki revoke</c></summary>
internal static class PkiRevoke
{
    public static Command Create()
    {
        var which = new Argument<string>("which") { Description = "A serial number, or an application for all its certificates." };
        var command = new CliCommand(
            "revoke",
            "Revokes a certificate, or all of an application, and signs a new list. A running exchange refuses them within a second. "
            + "Ends with 1 where there was nothing left to revoke.",
            "pki revoke bpjs-kesehatan.pbi-jk --pki pki",
            "pki revoke 4AC80FE5C652EF562474D0A82CAE8991")
        {
            which, PkiOption.Option,
        };
        command.Run((parse, output, _) =>
        {
            using var ca = DevelopmentCa.Open(PkiOption.Find(parse).Root);
            var revoked = ca.Revoke(parse.GetValue(which)!);
            output.Say(revoked == 0 ? "Nothing to revoke: no valid certificate is meant by that." : $"Revoked: {revoked}");
            output.Answer(new { revoked });
            return Task.FromResult(revoked > 0 ? ExitCode.Ok : ExitCode.No);
        });
        return command;
    }
}
