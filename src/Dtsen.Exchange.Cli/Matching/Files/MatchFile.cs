using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Desil;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary><c>dtsen match file</c></summary>
internal static class MatchFile
{
    private static readonly Option<string> Input = new("--in")
    {
        Description = "File to match: comma, semicolon, tab or bar between cells; or a workbook, of which the first sheet is read.",
        HelpName = "x.csv|x.txt|x.xlsx",
        Required = true,
    };

    private static readonly Option<string?> Target =
        QueryOptions.Named("--out", "y.csv|y.xlsx", "File to write: the columns of the input, and HASIL, KODE, CATATAN, TINDAK_LANJUT.");

    private static readonly Option<uint> Threshold = new("--threshold")
    {
        Description = "From which score on names agree, 80 to 100; 90 by default.",
        HelpName = "n",
    };

    private static readonly Option<string?> Period =
        QueryOptions.Named("--period", "2026-T3", "Ranking period; otherwise the release that is effective today.");

    private static readonly Option<string?> AsOf = QueryOptions.Named("--as-of", "2026-T3.v1", "Name of a release, instead of a period.");
    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Begin anew where the file exists, or half of it.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Show which columns were recognised and what is wrong with the first rows; nothing is sent or written.",
    };

    private static readonly Option<string?>[] Columns =
    [
        .. MatchColumns.Usual.Select(usual =>
            QueryOptions.Named(usual.Option, "heading", $"Column of {usual.Field}, where it has none of the usual headings.")),
    ];

    public static Command Create()
    {
        var command = new CliCommand(
            "file",
            "Matches the rows of a file with the register, of any size, in little memory. Columns are found by their usual headings (NIK, "
            + "NO_KTP, NAMA, NAMA_LGKP, TGL_LHR, JK, NO_KK, ...). Where a row has no NIK, name, date of birth and code of a kabupaten "
            + "or narrower say whether anybody may be meant. A run that was interrupted is gone on with by the same command. A row "
            + "that cannot be read has a result of its own and costs no other; ends with 1 where there is any.",
            "match file --in peserta.xlsx --dry-run",
            "match file --in peserta.xlsx --out hasil.xlsx --purpose pemadanan",
            "match file --in peserta.txt --out hasil.csv --nik-column \"NOMOR IDENTITAS\" --threshold 95 --purpose pemadanan --json")
        {
            Input, Target, Threshold, Period, AsOf, Overwrite, DryRun,
        };
        foreach (var column in Columns)
        {
            command.Options.Add(column);
        }

        Connection.AddTo(command);
        command.Run(RunAsync);
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Output output, CancellationToken cancellation)
    {
        var path = parse.GetValue(Input)!;
        using var input = Table.Open(path);
        var columns = MatchColumns.Find(input.Headings, [.. Columns.Select(parse.GetValue)]);
        if (parse.GetValue(DryRun))
        {
            return FileTrial.Run(input, columns, output);
        }

        var target = parse.GetValue(Target) ?? throw new CliFailure(ExitCode.Usage, "Give --out, or --dry-run.");
        if (Path.GetFullPath(path) == Path.GetFullPath(target))
        {
            throw new CliFailure(ExitCode.Usage, "--in and --out are the same file: name another one to write.");
        }

        var terms = new StreamMatchRequest
        {
            Threshold = parse.GetValue(Threshold),
            ForPeriod = parse.GetValue(Period) ?? "",
            AsOfRelease = parse.GetValue(AsOf) ?? "",
        };
        await using var client = Connection.Open(parse);
        var context = Connection.Context(parse);
        var journal = MatchJournal.Begin(path, $"{terms} {columns} {context.Purpose} {context.ActingFor}");
        using var results = ResultFile.Open(target, journal, input.Headings, parse.GetValue(Overwrite));
        var before = results.Journal.Rows;
        if (before > 0)
        {
            output.Note($"{before} rows have a result already: going on behind them.");
        }

        var matching = new FileMatching(client.With(context).Matching, terms, new RowReader(columns));
        await output.ProgressAsync("Matching", async progress =>
        {
            await matching.RunAsync(input, results, progress, cancellation);
            results.Complete();
            return 0;
        });
        return Summarise(results.Journal, before, target, output);
    }

    private static ExitCode Summarise(MatchJournal journal, long before, string target, Output output)
    {
        output.Show(["Outcome", "Rows"], journal.Outcomes.Select(outcome => new[]
        {
            outcome.Key, outcome.Value.ToString(CultureInfo.InvariantCulture),
        }));
        output.Say($"{journal.Rows} rows in {target}, {journal.Rows - before} of them now, read from {journal.Release}.");
        output.Answer(new { output = target, rows = journal.Rows, release = journal.Release, outcomes = journal.Outcomes });
        return journal.Outcomes.Keys.Any(RowResult.IsError) ? ExitCode.No : ExitCode.Ok;
    }
}
