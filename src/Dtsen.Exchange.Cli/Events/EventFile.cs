using System.Text;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Population.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Cli.Events;

/// <summary>A file of events: one JSON object a line, as the proto has it, or CSV.</summary>
internal sealed class EventFile : IDisposable
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    private readonly CsvInput? _csv;
    private readonly FileStream? _lines;

    private EventFile(CsvInput? csv, FileStream? lines) => (_csv, _lines) = (csv, lines);

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Share => _csv?.Share ?? (_lines!.Length == 0 ? 1 : (double)_lines.Position / _lines.Length);

    /// <exception cref="CliFailure">There is no such file, or it is of another kind.</exception>
    public static EventFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliFailure(ExitCode.Usage, $"{path} does not exist.");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new EventFile(CsvInput.Open(path), null),
            ".jsonl" or ".ndjson" => new EventFile(null, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)),
            _ => throw new CliFailure(ExitCode.Usage, $"{path}: takes .jsonl, one event a line, or .csv."),
        };
    }

    /// <summary>Its rows, to be run through once.</summary>
    public IEnumerable<EventRow> Rows() => _csv is { } csv ? EventColumns.Find(csv).Read(csv) : Lines();

    public void Dispose()
    {
        _csv?.Dispose();
        _lines?.Dispose();
    }

    private IEnumerable<EventRow> Lines()
    {
        using var reader = new StreamReader(_lines!, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Read(number, line);
            }
        }
    }

    private static EventRow Read(long number, string line)
    {
        try
        {
            return new EventRow(number, Parser.Parse<LifeEvent>(line));
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidJsonException or FormatException)
        {
            return new EventRow(number, null, "The line is no event: JSON of dtsen.population.v1.LifeEvent, on one line.");
        }
    }
}
