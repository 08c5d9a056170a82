using System.Text;
using Spectre.Console;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>How the story is told: chapters, sentences, tables, and bars where a person watches.</summary>
/// <param name="console">Where to.</param>
internal sealed class Narrator(IAnsiConsole console)
{
    private const int WidestLine = 120;

    private int _chapter;

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        _chapter++;
        console.WriteLine();
        var heading = $"{_chapter}. {title}";
        console.Write(new Text(heading + Environment.NewLine, new Style(decoration: Decoration.Bold)));
        console.WriteLine(new string('=', heading.Length));
        console.WriteLine();
    }

    /// <summary>A few sentences, in lines that are easy to read however wide the output is.</summary>
    public void Say(string text)
    {
        var width = Math.Min(console.Profile.Width, WidestLine);
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                console.WriteLine(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        console.WriteLine(line.ToString());
        console.WriteLine();
    }

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
