using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Client.Desil;

/// <summary>
/// The queries of a stream as pages, of which those that are not answered are kept. Safe for one that sends and one that reads answers.
/// </summary>
internal sealed class QueryPages(IAsyncEnumerator<DesilQuery> queries, StreamLimits limits) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<StreamDesilRequest> _underWay = [];
    private int _sent;
    private bool _ended;

    /// <summary>Whether a page was sent on this connection that is not answered.</summary>
    public bool Waits
    {
        get
        {
            lock (_lock)
            {
                return _sent > 0;
            }
        }
    }

    /// <summary>Whether another page may be sent, or looked for.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _sent < _underWay.Count || (!_ended && _underWay.Count < limits.PagesUnderWay);
            }
        }
    }

    /// <summary>Whether every query has been read and answered.</summary>
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

    /// <summary>The next page to send; null where there are no more queries.</summary>
    public async Task<StreamDesilRequest?> NextAsync()
    {
        lock (_lock)
        {
            if (_sent < _underWay.Count)
            {
                return _underWay[_sent++];
            }
        }

        var page = new StreamDesilRequest();
        while (page.Queries.Count < limits.QueriesPerPage && await queries.MoveNextAsync())
        {
            page.Queries.Add(queries.Current);
        }

        lock (_lock)
        {
            _ended = page.Queries.Count < limits.QueriesPerPage;
            if (page.Queries.Count == 0)
            {
                return null;
            }

            _underWay.Add(page);
            _sent++;
            return page;
        }
    }

    /// <summary>The first page under way is answered.</summary>
    public void Answered(int items)
    {
        lock (_lock)
        {
            if (_sent == 0 || _underWay[0].Queries.Count != items)
            {
                throw new InvalidDataException("The exchange answered a page that was not sent, or not all of it.");
            }

            _underWay.RemoveAt(0);
            _sent--;
        }
    }

    /// <summary>All that is not answered is to be sent again, on a new connection.</summary>
    public void Rewind()
    {
        lock (_lock)
        {
            _sent = 0;
        }
    }

    public ValueTask DisposeAsync() => queries.DisposeAsync();
}
