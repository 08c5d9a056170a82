using Spectre.Console;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>How the story is told: chapters, sentences, tables, and bars where a person watches.</summary>
/// <param name="console">Where to.</param>
internal sealed class Narrator(IAnsiConsole console)
{
    private int _chapter;

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        _chapter++;
        console.WriteLine();
        console.Write(new Rule($"[bold]{_chapter}. {Markup.Escape(title)}[/]") { Justification = Justify.Left });
    }

    /// <summary>A few sentences.</summary>
    public void Say(string text) => console.Write(new Padder(new Text(text), new Padding(0, 0, 0, 1)));

    /// <summary>A line that is to be copied as it stands: it is never broken.</summary>
    public void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    /// <summary>A table.</summary>
    public void Show(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
        console.WriteLine();
    }

    /// <summary>Does long work, with a bar where the output is a terminal.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="work">The work; it says how much of it is done.</param>
    public async Task<T> WorkAsync<T>(string what, double total, Func<Action<double>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            return await work(_ => { });
        }

        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(what), maxValue: total);
            return await work(done => bar.Value = done);
        });
    }
}
