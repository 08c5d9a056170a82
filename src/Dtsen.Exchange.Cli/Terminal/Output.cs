using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dtsen.Exchange.Client;
using Google.Protobuf;
using Spectre.Console;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>What the program says: answers on standard output, errors and progress on standard error.</summary>
/// <param name="json">Whether answers and errors are for a machine.</param>
internal sealed class Output(bool json)
{
    /// <summary>Width where nothing says how wide the reader is: tables are not broken for a pipe.</summary>
    private const int PipeWidth = 240;

    private const int MaxViolations = 20;

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonFormatter Proto = new(
        JsonFormatter.Settings.Default.WithIndentation().WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    private readonly IAnsiConsole _console = Console(System.Console.Out, System.Console.IsOutputRedirected);

    /// <summary>Whether answers are for a machine.</summary>
    public bool Json => json;

    /// <summary>The terminal for people; unused where the answer is for a machine.</summary>
    public IAnsiConsole Terminal => _console;

    /// <summary>A line for people.</summary>
    public void Say(string text)
    {
        if (!json)
        {
            _console.WriteLine(text);
        }
    }

    /// <summary>The answer for a machine.</summary>
    public void Answer(object answer)
    {
        if (json)
        {
            System.Console.Out.WriteLine(JsonSerializer.Serialize(answer, Form));
        }
    }

    /// <summary>The answer for a machine, as the exchange gave it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="more">What dtsen found out besides.</param>
    public void Answer(IMessage answer, params (string Name, IReadOnlyList<string> Values)[] more)
    {
        if (!json)
        {
            return;
        }

        var document = JsonNode.Parse(Proto.Format(answer))!.AsObject();
        foreach (var (name, values) in more)
        {
            document[name] = JsonSerializer.SerializeToNode(values);
        }

        System.Console.Out.WriteLine(document.ToJsonString(Form));
    }

    /// <summary>A table for people.</summary>
    public void Show(string[] columns, IEnumerable<string[]> rows)
    {
        if (json)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.ShowHeaders = columns.Any(column => column.Length > 0);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        _console.Write(table);
    }

    /// <summary>Something to know that is not the answer.</summary>
    public void Note(string text)
    {
        if (!json)
        {
            System.Console.Error.WriteLine(text);
        }
    }

    /// <summary>Why the command ends, and what to do.</summary>
    public void Error(string message)
    {
        if (json)
        {
            System.Console.Error.WriteLine(JsonSerializer.Serialize(new { error = new { message } }, Form));
        }
        else
        {
            System.Console.Error.WriteLine("dtsen: " + message);
        }
    }

    /// <summary>Why the exchange refused.</summary>
    public void Error(ExchangeError error)
    {
        if (json)
        {
            var detail = new { code = $"{error.Code}", reason = error.ReasonName, error.Message, error.LocalizedMessage, error.Violations };
            System.Console.Error.WriteLine(JsonSerializer.Serialize(new { error = detail }, Form));
            return;
        }

        System.Console.Error.WriteLine($"dtsen: {(error.ReasonName.Length == 0 ? "" : error.ReasonName + ": ")}{error.Message}");
        if (error.LocalizedMessage is { Length: > 0 } indonesian)
        {
            System.Console.Error.WriteLine("       " + indonesian);
        }

        foreach (var violation in error.Violations.Take(MaxViolations))
        {
            System.Console.Error.WriteLine($"  {violation.Field}: {violation.Description}");
        }

        if (error.Violations.Count > MaxViolations)
        {
            System.Console.Error.WriteLine($"  and {error.Violations.Count - MaxViolations} more");
        }
    }

    /// <summary>Runs long work, with a bar where a person watches.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="work">The work; it reports how much of it is done, 0 to 1, and what is being done.</param>
    public async Task<T> ProgressAsync<T>(string what, Func<IProgress<(double Share, string What)>, Task<T>> work)
    {
        if (json || System.Console.IsOutputRedirected || System.Console.IsErrorRedirected)
        {
            return await work(new Silent());
        }

        return await Console(System.Console.Error, redirected: false).Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: 1);
            return await work(new Bar(task));
        });
    }

    private static IAnsiConsole Console(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }

    private sealed class Silent : IProgress<(double Share, string What)>
    {
        public void Report((double Share, string What) value)
        {
            // Nobody watches.
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<(double Share, string What)>
    {
        public void Report((double Share, string What) value)
        {
            task.Value = value.Share;
            task.Description = Markup.Escape(value.What);
        }
    }
}
