using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary><c>dtsen desil bulk</c></summary>
internal static class DesilBulk
{
    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "CSV with a column nik or kk and, as the agreement asks, a proof." };
        var target = new Option<string>("--out") { Description = "CSV to write.", HelpName = "out.csv", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "Begin anew where the file exists." };
        var period = new Option<string?>("--period")
        {
            Description = "Ranking period; otherwise the release that is effective today.",
            HelpName = "2026-T3",
        };
        var command = new CliCommand(
            "bulk",
            "Looks up the families of a file, of any size, in one stream: all are read from one release. Columns: nik, kk (or no_kk), name "
            + "(or nama), proof_kk, member_nik; beside a nik the kk is the proof. A broken connection is gone on with by itself; a file "
            + "half written when the command is run again, from its last complete row and in the same release. A bad row has an error of "
            + "its own and costs no other; ends with 1 where there is any.",
            "desil bulk penerima.csv --out desil.csv --purpose pbi-jk",
            "desil bulk penerima.csv --out desil.csv --purpose pbi-jk --overwrite --json")
        {
            input, target, overwrite, period,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            using var rows = CsvInput.Open(parse.GetValue(input)!);
            var columns = BulkColumns.Find(rows);
            var path = parse.GetValue(target)!;
            await using var client = Connection.Open(parse);
            using var file = BulkFile.Open(path, parse.GetValue(overwrite));
            var before = file.Rows;
            if (before > 0)
            {
                output.Note($"{path} has {before} rows already: going on behind them.");
            }

            var lookup = new BulkLookup(client.With(Connection.Context(parse)).Desil, parse.GetValue(period) ?? "");
            await output.ProgressAsync("Looking up", async progress =>
            {
                await lookup.RunAsync(rows, columns, file, progress, cancellation);
                return 0;
            });
            output.Say($"{file.Rows} rows in {path}, {file.Rows - before} of them now.");
            output.Say($"{lookup.Answered} answered, {lookup.Failed} with an error.");
            output.Answer(new { output = path, rows = file.Rows, answered = lookup.Answered, failed = lookup.Failed });
            return lookup.Failed > 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }
}
