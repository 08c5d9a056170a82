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
    private readonly CancellationToken _cancellation;

    // By row; those of events that are refused, or that the page has twice, are there.
    private readonly EventResult?[] _results;

    private EventPage(ReportEventsRequest request, Application application, CancellationToken cancellation)
    {
        _number = request.Page;
        _cancellation = cancellation;
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

    /// <summary>Whether its call has ended.</summary>
    public bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Reads the events of a page: their form alone.</summary>
    /// <param name="request">The page.</param>
    /// <param name="application">Who reports.</param>
    /// <param name="wilayah">Regions that there are.</param>
    /// <param name="today">Today in WIB.</param>
    /// <param name="cancellation">Ends with the call: a page that is not begun then is not taken.</param>
    public static EventPage Read(
        ReportEventsRequest request, Application application, WilayahTable wilayah, DateOnly today, CancellationToken cancellation)
    {
        var page = new EventPage(request, application, cancellation);
        var bodies = new Dictionary<string, long>(request.Events.Count, StringComparer.Ordinal);
        for (var row = 0; row < request.Events.Count; row++)
        {
            page.Read(row, request.Events[row], bodies, wilayah, today);
        }

        return page;
    }

    /// <summary>Waits until the page is taken: its events are durable and in force.</summary>
    public Task WaitAsync() => _taken.Task.WaitAsync(_cancellation);

    public void Succeed() => _taken.TrySetResult();

    public void Fail(Exception reason) => _taken.TrySetException(reason);

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
