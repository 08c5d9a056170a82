using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Population;

/// <summary>A page that was read, and waits until it is taken.</summary>
internal sealed class EventPage
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _number;
    private readonly EventCall _call;

    // By row; those of events that are refused, or that the page has twice, are there.
    private readonly EventResult?[] _results;

    private EventPage(ReportEventsRequest request, Application application, EventCall call)
    {
        _number = request.Page;
        _call = call;
        _results = new EventResult?[request.Events.Count];
        Application = application;
        IsDryRun = request.DryRun;
    }

    /// <summary>Who reports.</summary>
    public Application Application { get; }

    /// <summary>The events that are to be kept, whose ids differ.</summary>
    public List<PageEvent> Events { get; } = [];

    /// <summary>Bytes of these.</summary>
    public int Size { get; private set; }

    /// <summary>Whether its events are judged only.</summary>
    public bool IsDryRun { get; }

    /// <summary>Whether it is not taken any more.</summary>
    public bool IsCancelled => _call.IsOver;

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
        var page = new EventPage(request, application, call);
        var bodies = new Dictionary<string, long>(request.Events.Count, StringComparer.Ordinal);
        for (var row = 0; row < request.Events.Count; row++)
        {
            page.Read(row, request.Events[row], bodies, wilayah, today);
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

    private void Read(int row, LifeEvent sent, Dictionary<string, long> bodies, WilayahTable wilayah, DateOnly today)
    {
        if (EventReader.Read(sent, wilayah, today, out var problem) is not { } reported)
        {
            _results[row] = EventResults.Invalid(row, problem);
            return;
        }

        var bytes = sent.ToByteString();
        var body = BodyOf(bytes.Span);
        if (bodies.TryAdd(sent.EventId, body))
        {
            Events.Add(new PageEvent(row, sent.EventId, bytes, reported, body));
            Size += bytes.Length;
        }
        else
        {
            _results[row] = bodies[sent.EventId] == body ? EventResults.Repeated : EventResults.IdReused(row);
        }
    }

    private static long BodyOf(ReadOnlySpan<byte> sent)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(sent, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
