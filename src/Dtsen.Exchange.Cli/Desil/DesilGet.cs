using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary><c>dtsen desil get</c></summary>
internal static class DesilGet
{
    public static Command Create()
    {
        var query = new QueryOptions();
        var period = QueryOptions.Named("--period", "2026-T3", "Ranking period; otherwise the release that is effective today.");
        var asOf = QueryOptions.Named("--as-of", "2026-T2.v1", "Name of a release, instead of a period; retired ones by NIK alone.");
        var command = new CliCommand(
            "get",
            "Looks up the desil of one family. Ends with 1 where it is not found; which of unknown, outside the agreement's wilayah or "
            + "wrong proof it is, is never told.",
            "desil get --nik 3273014107900001 --name \"SITI AMINAH\" --purpose pbi-jk",
            "desil get --nik 3273014107900001 --name \"SITI AMINAH\" --as-of 2026-T2.v1 --purpose pbi-jk",
            "desil get --kk 3273010101200001 --member-nik 3273014107900001 --purpose pbi-jk --json");
        query.AddTo(command);
        command.Add(period);
        command.Add(asOf);
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var request = new GetDesilRequest
            {
                Query = query.Read(parse), ForPeriod = parse.GetValue(period) ?? "", AsOfRelease = parse.GetValue(asOf) ?? "",
            };
            await using var client = Connection.Open(parse);
            var answer = await client.With(Connection.Context(parse)).Desil.GetDesilAsync(request, cancellationToken: cancellation);
            output.Show(["", ""], RowsOf(answer));
            output.Answer(answer);
            return answer.Answer.Outcome == DesilOutcome.NotFound ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string[]> RowsOf(GetDesilResponse answer)
    {
        yield return ["Outcome", DesilText.NameOf(answer.Answer.Outcome)];
        foreach (var (label, value) in DesilText.FieldsOf(answer.Answer).Where(field => field.Value.Length > 0))
        {
            yield return [label, value];
        }

        foreach (var row in DesilText.RowsOf(answer.Info))
        {
            yield return row;
        }
    }
}
