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
            var partners = client.With(Connection.Context(parse)).Partner;
            var all = new ListPartnersResponse();
            do
            {
                var request = new ListPartnersRequest { PageSize = 1000, PageToken = all.NextPageToken };
                var page = await partners.ListPartnersAsync(request, cancellationToken: cancellation);
                all.Partners.AddRange(page.Partners);
                all.NextPageToken = page.NextPageToken;
                all.Info = page.Info;
            }
            while (all.NextPageToken.Length > 0);

            output.Show(
                ["Agency", "Application", "Agreement", "Level", "Valid until", "State"],
                all.Partners.SelectMany(partner => partner.Applications.Select(application => RowOf(partner.Agency, application))));
            output.Answer(all);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] RowOf(Agency agency, Application application) =>
    [
        agency.Name, application.Id, application.Agreement.Id, $"{(int)application.Agreement.Level}",
        AgreementText.Day(application.Agreement.ValidUntil),
        agency.Suspended || application.Suspended || application.Agreement.Suspended ? "suspended" : "",
    ];
}
