using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.AccessLog.V1;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary><c>dtsen audit subject</c></summary>
internal static class AuditSubject
{
    private const int PageSize = 1000;

    public static Command Create()
    {
        var nik = new Option<string>("--nik") { Description = "NIK of the person.", HelpName = "16 digits", Required = true };
        var command = new CliCommand(
            "subject",
            "Rekam jejak: who asked for a person, newest first. For auditors, and for the person through an application that has verified "
            + "the NIK. Ends with 1 where nobody has asked.",
            "audit subject --nik 3273014107900001 --application bpkp.pengawasan --purpose pengawasan",
            "audit subject --nik 3273014107900001 --application kemensos.cek-bansos --purpose hak-warga --end-user citizen:9f86d081 --json")
        {
            nik,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var log = client.With(Connection.Context(parse)).AccessLog;
            var all = new ListSubjectAccessesResponse();
            var request = new ListSubjectAccessesRequest { Nik = parse.GetValue(nik), PageSize = PageSize };
            do
            {
                var page = await log.ListSubjectAccessesAsync(request, cancellationToken: cancellation);
                all.Accesses.AddRange(page.Accesses);
                all.Info = page.Info;
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            output.Show(
                ["Time (WIB)", "Agency", "Application", "For", "Purpose", "Method", "Variables", "Index"],
                all.Accesses.Select(access => new[]
                {
                    AuditText.TimeOf(access.RecordTime), access.Agency, access.Application, access.ActingFor, access.Purpose,
                    access.Method, string.Join(", ", access.Variables),
                    access.Receipt.Index.ToString(CultureInfo.InvariantCulture),
                }));
            output.Answer(all);
            return all.Accesses.Count == 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }
}
