using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Pki;

/// <summary><c>dtsen pki issue</c></summary>
internal static class PkiIssue
{
    private const int MaxDays = 3650;

    public static Command Create()
    {
        var application = new Argument<string>("application") { Description = "Id of the application, as its agreement names it." };
        var days = new Option<int>("--days")
        {
            Description = "Days of validity.",
            HelpName = "n",
            DefaultValueFactory = _ => 397,
        };
        var command = new CliCommand(
            "issue",
            "Issues a client certificate with a new key. Those issued before stay valid, so that an application changes over in its own "
            + "time.",
            "pki issue bpjs-kesehatan.pbi-jk --pki pki",
            "pki issue kemensos.siks-ng --days 90")
        {
            application, days, PkiOption.Option,
        };
        command.Run((parse, output, _) =>
        {
            var id = parse.GetValue(application)!;
            if (!ApplicationCertificate.IsWellFormedId(id))
            {
                throw new CliFailure(
                    ExitCode.Usage,
                    "The id of an application has lower-case letters, digits, inner hyphens and single dots: bpjs-kesehatan.pbi-jk.");
            }

            if (parse.GetValue(days) is < 1 or > MaxDays)
            {
                throw new CliFailure(ExitCode.Usage, $"--days takes 1 to {MaxDays}.");
            }

            using var ca = DevelopmentCa.Open(PkiOption.Find(parse).Root);
            using var certificate = ca.IssueApplication(id, TimeSpan.FromDays(parse.GetValue(days)));
            var until = certificate.NotAfter.ToUniversalTime();
            output.Say($"{ca.Folder.ApplicationCertificate(id)}, valid until {until:yyyy-MM-dd}, serial {certificate.SerialNumber}");
            output.Say($"Its private key: {ca.Folder.ApplicationKey(id)}");
            output.Answer(new
            {
                application = id,
                serial = certificate.SerialNumber,
                not_after = until,
                certificate = ca.Folder.ApplicationCertificate(id),
                key = ca.Folder.ApplicationKey(id),
            });
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
