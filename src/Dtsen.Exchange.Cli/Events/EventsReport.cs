using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client.Population;

namespace Dtsen.Exchange.Cli.Events;

/// <summary><c>dtsen events report</c></summary>
internal static class EventsReport
{
    private const int RowsPerStep = 1_000;

    public static Command Create()
    {
        var input = new Option<string>("--in")
        {
            Description = "Events: .jsonl with one dtsen.population.v1.LifeEvent a line, or .csv with the columns event_id, event_date, "
                + "event and, as the event needs them, nik, nik_pasangan, nik_pindah, nik_tetap, nama, tanggal_lahir, jenis_kelamin, "
                + "no_kk, no_kk_tujuan, kode_desa, alasan, status.",
            HelpName = "events.csv",
            Required = true,
        };
        var target = new Option<string?>("--out") { Description = "CSV to write of the rows that were not taken.", HelpName = "rows.csv" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Let the exchange judge the events, and keep none." };
        var command = new CliCommand(
            "report",
            "Reports events of people and families. Each row has a result of its own; one that was taken before changes nothing, so after "
            + "an interruption the same command is run again. Ends with 1 where a row was held or refused.",
            "events report --in peristiwa.jsonl --application dukcapil.kependudukan",
            "events report --in peristiwa.csv --out ditolak.csv --application dukcapil.kependudukan",
            "events report --in peristiwa.csv --dry-run --application dukcapil.kependudukan --json")
        {
            input, target, dryRun,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            using var file = EventFile.Open(parse.GetValue(input)!);
            using var lines = new ReportLines(parse.GetValue(target));
            await using var client = Connection.Open(parse);
            var reporter = new EventReporter(client.With(Connection.Context(parse)).Population);
            var only = parse.GetValue(dryRun);
            await output.ProgressAsync("Reporting", async progress =>
            {
                using var rows = new RowsInOrder<EventRow>(file.Rows(), row => row.Event is null);
                while (!rows.IsAtEnd)
                {
                    await foreach (var reported in reporter.ReportAsync(rows.Sound().Select(row => row.Event!), only, cancellation))
                    {
                        TakeBroken(rows, lines);
                        lines.Add(rows.TakeSound().Number, reported.Event.EventId, reported.Result);
                        if (lines.Rows % RowsPerStep == 0)
                        {
                            progress.Report((file.Share, $"Reporting: {lines.Rows} events, {lines.Held} held, {lines.Refused} refused"));
                        }
                    }

                    TakeBroken(rows, lines);
                }

                return 0;
            });
            lines.Show(output);
            output.Say($"{lines.Accepted} events {(only ? "would be taken" : "taken")}, {lines.Repeated} were taken before, "
                + $"{lines.Held} held for groncek, {lines.Refused} refused.");
            output.Answer(new
            {
                dry_run = only, accepted = lines.Accepted, repeated = lines.Repeated, held = lines.Held, refused = lines.Refused,
            });
            return lines.Held + lines.Refused > 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }

    private static void TakeBroken(RowsInOrder<EventRow> rows, ReportLines lines)
    {
        foreach (var row in rows.TakeBroken())
        {
            lines.AddBroken(row.Number, row.Fault!);
        }
    }
}
