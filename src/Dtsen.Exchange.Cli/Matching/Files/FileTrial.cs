using System.Globalization;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>What a run would do, without a server: which columns were recognised, and what is wrong with the first rows.</summary>
internal static class FileTrial
{
    private const int Rows = 10_000;
    private const int ShownProblems = 10;

    public static ExitCode Run(ITable input, MatchColumns columns, Output output)
    {
        var recognised = MatchColumns.Usual
            .Zip(columns.Places, (usual, place) => (usual.Field, Heading: place < 0 ? "" : MatchColumns.Shown(input.Headings[place])))
            .ToList();
        var reader = new RowReader(columns);
        var (read, wrong, withoutNik, problems) = (0, 0, 0, new List<(long Row, RowResult Result)>());
        foreach (var row in input.Rows().Take(Rows))
        {
            read++;
            var (record, known) = reader.Read(row);
            withoutNik += record is { Nik.Length: 0 } ? 1 : 0;
            if (known is { } result)
            {
                wrong++;
                if (problems.Count < ShownProblems)
                {
                    problems.Add((row.Number, result));
                }
            }
        }

        output.Show(["Field", "Column"], recognised.Select(field => new[] { field.Field, field.Heading.Length > 0 ? field.Heading : "-" }));
        output.Show(
            ["Row", "Result", "Note"],
            problems.Select(problem => new[]
            {
                problem.Row.ToString(CultureInfo.InvariantCulture), problem.Result.Outcome, problem.Result.Note,
            }));
        output.Say($"{wrong} of the first {read} rows cannot be sent. Nothing was sent, and nothing was written.");
        if (withoutNik > 0)
        {
            output.Say(
                $"{withoutNik} have no NIK: each is a search by name, date of birth and wilayah, and counts as a miss, whether it finds "
                + "somebody or not. When the budget of misses is used up, no row is answered until midnight (WIB).");
        }

        output.Answer(new
        {
            columns = recognised.Select(field => new { field = field.Field, column = field.Heading }),
            rows = read,
            problems = wrong,
            withoutNik,
            first = problems.Select(problem => new { row = problem.Row, result = problem.Result.Outcome, note = problem.Result.Note }),
        });
        return wrong > 0 ? ExitCode.No : ExitCode.Ok;
    }
}
