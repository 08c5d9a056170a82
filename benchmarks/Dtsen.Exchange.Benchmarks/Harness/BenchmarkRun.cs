using System.CommandLine;
using Spectre.Console;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>With what a benchmark is run, and where it reports.</summary>
/// <param name="parse">The command line.</param>
/// <param name="folder">Folder for what the benchmark makes.</param>
internal sealed class BenchmarkRun(ParseResult parse, string folder)
{
    private readonly TextWriter _output = Console.Out;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
    private readonly List<string> _ratios = [];

    /// <summary>People in the register.</summary>
    public int People => parse.GetValue(CommandLine.People);

    /// <summary>How often each side is measured.</summary>
    public int Repetitions => parse.GetValue(CommandLine.Repetitions);

    /// <summary>What chance starts from.</summary>
    public int Seed => parse.GetValue(CommandLine.Seed);

    /// <summary>How long one side is measured in one repetition.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(parse.GetValue(CommandLine.Seconds));

    /// <summary>Folder for what the benchmark makes. It may hold what an earlier run made.</summary>
    public string Folder => folder;

    /// <summary>The value of an option of the benchmark's own.</summary>
    public T Get<T>(Option<T> option) => parse.GetValue(option)!;

    /// <summary>Says a line.</summary>
    public void Say(string line) => _output.WriteLine(line);

    /// <summary>
    /// Measures all sides in every repetition, one after the other, in an order that alternates: what slows the machine for a while
    /// slows both.
    /// </summary>
    /// <param name="sides">How many.</param>
    /// <param name="measure">Measures one, by its number.</param>
    /// <returns>By side, then by repetition.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<T>>> InterleaveAsync<T>(int sides, Func<int, Task<T>> measure)
    {
        var measured = Enumerable.Range(0, sides).Select(_ => new List<T>()).ToArray();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            for (var turn = 0; turn < sides; turn++)
            {
                var side = repetition % 2 == 0 ? turn : sides - 1 - turn;
                measured[side].Add(await measure(side));
            }
        }

        return measured;
    }

    /// <summary>Prints a table.</summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var (head, at) in heads.Select((head, at) => (head, at)))
        {
            table.AddColumn(new TableColumn(Markup.Escape(head)) { NoWrap = true, Alignment = at == 0 ? Justify.Left : Justify.Right });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        _console.Profile.Width = 200;
        _console.Write(table);
    }

    /// <summary>Keeps a ratio for the end of the report: one value a repetition.</summary>
    public void Ratio(string name, IEnumerable<double> values, string format = "0.00") =>
        _ratios.Add($"ratio {name} {Spread.Of(values).ToString(format)}");

    /// <summary>Keeps a ratio of what two sides measured, repetition by repetition.</summary>
    public void Ratio<T>(string name, IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, double> figure) =>
        Ratio(name, one.Zip(other, (a, b) => figure(a) / figure(b)));

    /// <summary>Prints the ratios.</summary>
    public void End()
    {
        _ratios.ForEach(Say);
    }
}
