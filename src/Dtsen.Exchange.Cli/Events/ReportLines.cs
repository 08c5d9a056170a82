using System.Globalization;
using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Population.V1;

namespace Dtsen.Exchange.Cli.Events;

/// <summary>What became of the rows of a file of events: counts, and the rows that were not taken.</summary>
internal sealed class ReportLines : IDisposable
{
    private const int MaxShown = 20;

    private readonly List<string[]> _shown = [];
    private readonly FileStream? _file;
    private readonly CsvOutput? _csv;

    public ReportLines(string? path)
    {
        if (path is not null)
        {
            _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            _csv = new CsvOutput(_file);
            Write("row", "event_id", "outcome", "reason", "message", "message_id");
        }
    }

    public long Accepted { get; private set; }

    public long Repeated { get; private set; }

    public long Held { get; private set; }

    public long Refused { get; private set; }

    public long Rows => Accepted + Repeated + Held + Refused;

    /// <summary>A row that the exchange answered.</summary>
    public void Add(long row, string eventId, EventResult result)
    {
        switch (result.Outcome)
        {
            case EventOutcome.Accepted:
                Accepted++;
                return;
            case EventOutcome.Repeated:
                Repeated++;
                return;
            case EventOutcome.Held:
                Held++;
                break;
            default:
                Refused++;
                break;
        }

        // The exchange names the field by its place in the page; here it stands in its row.
        Note(row, eventId, NameOf(result.Outcome), NameOf(result.Reason), InRow(result.Message), InRow(result.MessageId));
    }

    /// <summary>A row that could not be read.</summary>
    public void AddBroken(long row, string fault)
    {
        Refused++;
        Note(row, "", "REFUSED", "ROW_BROKEN", fault, "Baris tidak dapat dibaca.");
    }

    /// <summary>Shows the rows that were not taken, up to a few.</summary>
    public void Show(Output output)
    {
        if (_shown.Count > 0)
        {
            output.Show(["row", "outcome", "reason", "what to do"], _shown);
        }

        if (Held + Refused > MaxShown)
        {
            output.Note($"and {Held + Refused - MaxShown} more{(_csv is null ? ": --out <file> has them all." : ".")}");
        }
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _file?.Dispose();
    }

    private void Note(long row, string eventId, string outcome, string reason, string message, string messageId)
    {
        var number = row.ToString(CultureInfo.InvariantCulture);
        if (_shown.Count < MaxShown)
        {
            _shown.Add([number, outcome, reason, message]);
        }

        Write(number, eventId, outcome, reason, message, messageId);
    }

    private void Write(params ReadOnlySpan<string> cells)
    {
        if (_csv is null)
        {
            return;
        }

        foreach (var cell in cells)
        {
            _csv.Cell(cell);
        }

        _csv.End();
    }

    private static string InRow(string message) => message.StartsWith("events[", StringComparison.Ordinal)
        ? message[(message.IndexOf(']', StringComparison.Ordinal) + 2)..] : message;

    private static string NameOf(EventOutcome outcome) => outcome == EventOutcome.Held ? "HELD" : "REFUSED";

    private static string NameOf(EventReason reason) =>
        string.Concat($"{reason}".Select((c, at) => at > 0 && char.IsUpper(c) ? "_" + c : $"{char.ToUpperInvariant(c)}"));
}
