using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Partners;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary><c>dtsen desil history</c></summary>
internal static class DesilHistory
{
    public static Command Create()
    {
        var query = new QueryOptions();
        var command = new CliCommand(
            "history",
            "Shows what desil a person's family had in each release, newest first, retired and rolled-back ones too; each release shows "
            + "who lived within the agreement's wilayah then. Ends with 1 where nothing is found.",
            "desil history --nik 3204124911879916 --name \"Yayah Nuraeni\" --purpose monev --application kemensos.pusdatin",
            "desil history --nik 3204124911879916 --purpose monev --json");
        query.AddTo(command);
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var request = new GetDesilHistoryRequest { Query = query.Read(parse) };
            await using var client = Connection.Open(parse);
            var answer = await client.With(Connection.Context(parse)).Desil.GetDesilHistoryAsync(request, cancellationToken: cancellation);
            output.Show(
                ["Release", "Effective from", "", "Outcome", "Nasional", "Provinsi", "Kabupaten/kota", "Basis", "In", "Change"],
                answer.Entries.Select(RowOf));
            output.Show(["", ""], DesilText.RowsOf(answer.Info));
            output.Answer(answer);
            return answer.Entries.Count == 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }

    private static string[] RowOf(DesilHistoryEntry entry) =>
    [
        entry.Release,
        AgreementText.Day(entry.EffectiveFrom),
        entry.Current ? "current" : entry.RolledBack ? "rolled back" : entry.Retired ? "retired" : "",
        DesilText.NameOf(entry.Answer.Outcome),
        .. DesilText.FieldsOf(entry.Answer).Select(field => field.Value),
        entry.Change == 0 ? "" : entry.Change.ToString("+0;-0", CultureInfo.InvariantCulture),
    ];
}
