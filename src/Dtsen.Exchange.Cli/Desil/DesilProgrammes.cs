using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Partners;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary><c>dtsen desil programmes</c></summary>
internal static class DesilProgrammes
{
    public static Command Create()
    {
        var query = new QueryOptions();
        var period = QueryOptions.Named("--period", "2026-T3", "Ranking period; otherwise the release that is effective today.");
        var ids = new Option<string[]>("--programme")
        {
            Description = "Id of a programme, e.g. pkh; may be given several times. By default all that the agreement lets through.",
            HelpName = "id",
        };
        var command = new CliCommand(
            "programmes",
            "Shows in which programmes' band the desil of one family lies. Within the band is not entitled: the owner of the programme "
            + "decides. Ends with 1 where the family is not found.",
            "desil programmes --nik 3204372509889905 --name \"Asep Permana\" --purpose pbi-jk",
            "desil programmes --nik 3204372509889905 --programme pkh --programme pip --purpose monev --json");
        query.AddTo(command);
        command.Add(period);
        command.Add(ids);
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var request = new CheckProgrammesRequest { Query = query.Read(parse), ForPeriod = parse.GetValue(period) ?? "" };
            request.Programmes.AddRange(parse.GetValue(ids) ?? []);
            await using var client = Connection.Open(parse);
            var answer = await client.With(Connection.Context(parse)).Desil.CheckProgrammesAsync(request, cancellationToken: cancellation);
            output.Show(
                ["Programme", "Verdict", "Band", "Because"],
                answer.Programmes.Select(check => new[]
                {
                    check.Name, DesilText.NameOf(check.Verdict), check.BandHighest == 0 ? "" : $"{check.BandLowest}-{check.BandHighest}",
                    string.Join("; ", check.Exclusions.Select(exclusion => $"{exclusion.Label} / {exclusion.LabelId}")),
                }));
            output.Show(
                ["", ""],
                [
                    ["Outcome", DesilText.NameOf(answer.Outcome)], ["Bands of", AgreementText.Day(answer.Day)],
                    .. DesilText.RowsOf(answer.Info),
                ]);
            output.Say("Within the band is not entitled. / Dalam rentang desil belum berarti berhak.");
            output.Answer(answer);
            return answer.Outcome == DesilOutcome.NotFound ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }
}
