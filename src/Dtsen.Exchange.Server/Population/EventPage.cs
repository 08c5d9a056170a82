using System.Buffers.Binary;
using Dtsen.Exchange.AccessLog.Tree;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>A page that was read, and waits until it is taken.</summary>
internal sealed class EventPage
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _number;
    private readonly EventCall _call;

    // By row; those of events that are refused, or that the page has twice, are there.
    private readonly EventResult?[] _results;

    private EventPage(ReportEventsRequest request, int size, Application application, EventCall call)
    {
        _number = request.Page;
        _call = call;
        _results = new EventResult?[request.Events.Count];
        Events = new List<PageEvent>(request.Events.Count);
        Application = application;
        IsDryRun = request.DryRun;
        Size = size;
    }

    /// <summary>Who reports.</summary>
    public Application Application { get; }

    /// <summary>The events that are to be kept, whose ids differ.</summary>
    public List<PageEvent> Events { get; }

    /// <summary>Bytes of the page in its wire form.</summary>
    public int Size { get; }

    /// <summary>Whether its events are judged only.</summary>
    public bool IsDryRun { get; }

    /// <summary>Whether it is not taken any more.</summary>
    public bool IsCancelled => _call.IsOver;

    /// <summary>Whether every page may stand otherwise after it, as the judge found: none is judged until it is in force.</summary>
    public bool IsLone { get; set; }

    /// <summary>The entry of the change log from which on its events are in force; 0 before it is taken, and for a dry run.</summary>
    public long Seq { get; private set; }

    /// <summary>Reads the events of a page: their form alone.</summary>
    /// <param name="request">The page.</param>
    /// <param name="application">Who reports.</param>
    /// <param name="wilayah">Regions that there are.</param>
    /// <param name="today">Today in WIB.</param>
    /// <param name="call">Its call: a page that is not begun when that is over is not taken.</param>
    public static EventPage Read(
        ReportEventsRequest request, Application application, WilayahTable wilayah, DateOnly today, EventCall call)
    {
        var wire = new byte[request.CalculateSize()];
        var page = new EventPage(request, wire.Length, application, call);
        var bodies = new Dictionary<string, long>(request.Events.Count, StringComparer.Ordinal);
        using var output = new CodedOutputStream(wire);
        for (var row = 0; row < request.Events.Count; row++)
        {
            var sent = request.Events[row];
            if (EventReader.Read(sent, wilayah, today, out var problem) is { } reported)
            {
                var start = (int)output.Position;
                output.WriteTag(ReportEventsRequest.EventsFieldNumber, WireFormat.WireType.LengthDelimited);
                var size = sent.CalculateSize();
                output.WriteLength(size);
                sent.WriteTo(output);
                page.Add(row, sent.EventId, reported, wire.AsMemory(start..(int)output.Position), size, bodies);
            }
            else
            {
                page._results[row] = EventResults.Invalid(row, problem);
            }
        }

        return page;
    }

    /// <summary>Waits until the page is taken: its events are durable and in force.</summary>
    public Task WaitAsync() => _taken.Task.WaitAsync(_call.Ended);

    public void Succeed(long seq)
    {
        Seq = seq;
        _taken.TrySetResult();
    }

    public void Fail(Exception reason)
    {
        _call.Fail();
        _taken.TrySetException(reason);
    }

    /// <summary>The answer, but for what it says about itself.</summary>
    public ReportEventsResponse ToResponse()
    {
        foreach (var each in Events)
        {
            _results[each.Row] = each.Result;
        }

        return new ReportEventsResponse { Page = _number, Results = { _results } };
    }

    private void Add(
        int row, string id, Reported reported, ReadOnlyMemory<byte> entry, int size, Dictionary<string, long> bodies)
    {
        var body = BodyOf(entry.Span[^size..]);
        if (bodies.TryAdd(id, body))
        {
            Events.Add(new PageEvent(row, id, entry, size, reported, body));
        }
        else
        {
            _results[row] = bodies[id] == body ? EventResults.Repeated : EventResults.IdReused(row);
        }
    }

    private static long BodyOf(ReadOnlySpan<byte> sent)
    {
        Span<byte> hash = stackalloc byte[Sha256.Size];
        Sha256.Hash(sent, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
