using Dtsen.Exchange.Contracts.Population.V1;

namespace Dtsen.Exchange.Client.Population;

/// <summary>
/// Events as pages, of which those that are not answered are kept. Safe for one that sends and one that reads answers.
/// </summary>
internal sealed class EventPages(IAsyncEnumerator<LifeEvent> events, ReportLimits limits, bool dryRun) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ReportEventsRequest> _underWay = [];
    private readonly SemaphoreSlim _room = new(limits.PagesUnderWay);
    private int _sent;
    private long _pages;
    private bool _ended;

    /// <summary>Whether every event has been read and answered.</summary>
    public bool IsDone
    {
        get
        {
            lock (_lock)
            {
                return _ended && _underWay.Count == 0;
            }
        }
    }

    /// <summary>The next page to send, when there is room for it; null where there are no more events.</summary>
    public async Task<ReportEventsRequest?> NextAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_sent < _underWay.Count)
            {
                return _underWay[_sent++];
            }

            if (_ended)
            {
                return null;
            }
        }

        await _room.WaitAsync(cancellation);
        var page = new ReportEventsRequest { Page = _pages, DryRun = dryRun };
        while (page.Events.Count < limits.EventsPerPage && await events.MoveNextAsync())
        {
            page.Events.Add(events.Current);
        }

        lock (_lock)
        {
            _ended = page.Events.Count < limits.EventsPerPage;
            if (page.Events.Count == 0)
            {
                return null;
            }

            _pages++;
            _sent++;
            _underWay.Add(page);
            return page;
        }
    }

    /// <summary>The first page under way is answered.</summary>
    public ReportEventsRequest Answered(ReportEventsResponse answer)
    {
        lock (_lock)
        {
            if (_sent == 0 || _underWay[0] is not { } page || page.Page != answer.Page || page.Events.Count != answer.Results.Count)
            {
                throw new InvalidDataException("The exchange answered a page that was not sent, or not all of it.");
            }

            _underWay.RemoveAt(0);
            _sent--;
            _room.Release();
            return page;
        }
    }

    /// <summary>All that is not answered is to be sent again, on a new connection: what was taken of it changes nothing.</summary>
    public void Rewind()
    {
        lock (_lock)
        {
            _sent = 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _room.Dispose();
        await events.DisposeAsync();
    }
}
