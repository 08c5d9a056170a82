using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner list</c></summary>
internal static class PartnerList
{
    public static Command Create()
    {
        var command = new CliCommand(
            "list",
            "Lists every agency with its applications, for operators and auditors (scope partner.list).",
            "partner list --application bpkp.pengawasan",
            "partner list --application bpkp.pengawasan --json");
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var all = await PartnerPages.ReadAsync(client.With(Connection.Context(parse)).Partner, cancellation);
            output.Show(
                ["Agency", "Application", "Agreement", "Level", "Valid until", "State"],
                all.Partners.SelectMany(partner => partner.Applications.Select(application => RowOf(partner.Agency, application))));
            if (all.Suspensions.Count > 0)
            {
                output.Show(["Suspended by a call", "Since", "By", "Why"], all.Suspensions.Select(suspension => new[]
                {
                    PartnerSubject.TextOf(suspension.Subject), $"{suspension.CreateTime.ToDateTimeOffset():u}", suspension.SuspendedBy,
                    suspension.Reason,
                }));
            }

            output.Answer(all);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] RowOf(Agency agency, Application application) =>
    [
        agency.Name, application.Id, application.Agreement.Id, $"{(int)application.Agreement.Level}",
        AgreementText.Day(application.Agreement.ValidUntil),
        agency.Suspended ? "suspended" : StateOf(application),
    ];

    /// <summary>Whether the application or its agreement is suspended, in a word.</summary>
    public static string StateOf(Application application) =>
        application.Suspended || application.Agreement.Suspended ? "suspended" : "";
}
