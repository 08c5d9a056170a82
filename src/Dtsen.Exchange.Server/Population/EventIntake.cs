using System.Threading.Channels;
using Dtsen.Exchange.Server.State;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Takes pages of events on this node, of all calls in the order in which they come. What waits is taken together, as far as it can be: in
/// one transaction and one entry of the change log.
/// </summary>
internal sealed class EventIntake : IAsyncDisposable
{
    private readonly Channel<EventPage> _waiting = Channel.CreateUnbounded<EventPage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EventStore _store;
    private readonly NodeStateSource _states;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    /// <summary>Starts it.</summary>
    public EventIntake(EventStore store, NodeStateSource states)
    {
        (_store, _states) = (store, states);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Lets a page wait for its turn.</summary>
    /// <exception cref="ObjectDisposedException">The node is stopping.</exception>
    public void Enqueue(EventPage page) => ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(page), this);

    /// <summary>Takes what waits, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var pages = new List<EventPage>();
            try
            {
                Judge(pages);
                var seq = await KeepAsync(pages);
                pages.ForEach(page => page.Succeed(seq));
            }
            catch (Exception reason)
            {
                pages.ForEach(page => page.Fail(reason));
            }
        }
    }

    /// <summary>Judges by the newest release that is effective; where there is none, nobody is known and nothing can be judged.</summary>
    private void Judge(List<EventPage> pages)
    {
        var releases = _states.Current.Releases.NewestFirst;
        var release = releases.FirstOrDefault(release => release.IsEffective) ?? (releases.Count > 0 ? releases[0] : null);
        if (release is null || !release.Files.TryLeaseCurrent(out var lease))
        {
            Fill(new EventBatch(null), pages);
            return;
        }

        using (lease)
        {
            Fill(new EventBatch(lease.Population), pages);
        }
    }

    private void Fill(EventBatch batch, List<EventPage> pages)
    {
        while (_waiting.Reader.TryPeek(out var page) && (page.IsCancelled || batch.Takes(page)) && _waiting.Reader.TryRead(out _))
        {
            if (!page.IsCancelled)
            {
                pages.Add(page);
                batch.Add(page);
            }
        }
    }

    /// <returns>The entry from which on what was kept is in force; 0 where nothing was to be kept.</returns>
    private async Task<long> KeepAsync(List<EventPage> pages)
    {
        List<PageEvent> events = [.. pages.SelectMany(page => page.Events)];
        if (events.Count == 0)
        {
            return 0;
        }

        if (pages[0].IsDryRun)
        {
            await _store.FindAsync(pages[0].Application, events);
            return 0;
        }

        var seq = await _store.KeepAsync(pages[0].Application, events);
        try
        {
            // However long a release takes to build: the next page must not be judged without these, nor does who reads the answer look
            // for them in vain.
            await _states.WaitForAsync(seq, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // They are kept. This node stops; another, or this one when it is back, has them in force.
        }

        return seq;
    }
}
