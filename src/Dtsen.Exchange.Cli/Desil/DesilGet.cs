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
        var nik = Named("--nik", "16 digits", "NIK of a member of the family.");
        var kk = Named("--kk", "16 digits", "Nomor KK of the family.");
        var name = Named("--name", "name", "Proof for a NIK: the person's name, as registered.");
        var proofKk = Named("--proof-kk", "16 digits", "Proof for a NIK: the nomor KK of the person's family.");
        var memberNik = Named("--member-nik", "16 digits", "Proof for a nomor KK: the NIK of a member.");
        var period = Named("--period", "2026-T3", "Ranking period; otherwise the release that is effective today.");
        var command = new CliCommand(
            "get",
            "Looks up the desil of one family. Ends with 1 where it is not found; which of unknown, outside the agreement's wilayah or "
            + "wrong proof it is, is never told.",
            "desil get --nik 3273014107900001 --name \"SITI AMINAH\" --purpose pbi-jk",
            "desil get --kk 3273010101200001 --member-nik 3273014107900001 --purpose pbi-jk --json")
        {
            nik, kk, name, proofKk, memberNik, period,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var query = DesilQueries.Make(new DesilFields(
                parse.GetValue(nik), parse.GetValue(kk), parse.GetValue(name), parse.GetValue(proofKk), parse.GetValue(memberNik)));
            if (query.KeyCase == DesilQuery.KeyOneofCase.None)
            {
                throw new CliFailure(ExitCode.Usage, "Give --nik or --kk.");
            }

            await using var client = Connection.Open(parse);
            var request = new GetDesilRequest { Query = query, ForPeriod = parse.GetValue(period) ?? "" };
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

        yield return ["Read from", $"{answer.Info.ReadAt.Release}, at {answer.Info.ReadAt.Seq}"];
        if (answer.Info.WithheldVariables.Count > 0)
        {
            yield return ["Withheld", string.Join(", ", answer.Info.WithheldVariables)];
        }
    }

    private static Option<string?> Named(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
