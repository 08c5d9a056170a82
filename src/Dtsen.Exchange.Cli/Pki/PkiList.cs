using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Pki;

/// <summary><c>dtsen pki list</c></summary>
internal static class PkiList
{
    public static Command Create()
    {
        var command = new CliCommand("list", "Lists every certificate issued, oldest first.", "pki list --pki pki", "pki list --json")
        {
            PkiOption.Option,
        };
        command.Run((parse, output, _) =>
        {
            using var ca = DevelopmentCa.Open(PkiOption.Find(parse).Root);
            var issued = ca.List();
            output.Show(
                ["Serial", "For", "Valid from", "Valid until", "State"],
                issued.Select(row => new[]
                {
                    row.Serial, row.Subject, $"{row.NotBefore:yyyy-MM-dd}", $"{row.NotAfter:yyyy-MM-dd}", StateOf(row),
                }));
            output.Answer(issued.Select(row => new
            {
                row.Serial,
                kind = row.Kind == SubjectKind.Server ? "server" : "application",
                row.Subject,
                row.NotBefore,
                row.NotAfter,
                row.RevokedAt,
            }));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static string StateOf(IssuedCertificate row) =>
        row.RevokedAt is { } at ? $"revoked {at:yyyy-MM-dd HH:mm}Z" : row.NotAfter < TimeProvider.System.GetUtcNow() ? "expired" : "valid";
}
