using System.Threading.Channels;
using Dtsen.Exchange.Server.State;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Takes pages of events on this node, of all calls in the order in which they come. Three steps that go on side by side: a page is judged
/// while those before it are kept, and those before them are brought into force. What waits to be kept is kept together: in one transaction
/// and one entry of the change log.
/// </summary>
internal sealed class EventIntake : IAsyncDisposable
{
    // An entry of the change log is read whole.
    private const int MaxBytes = 1 << 20;

    private readonly Channel<EventPage> _waiting = NewQueue<EventPage>();
    private readonly Channel<EventPage> _judged = NewQueue<EventPage>();
    private readonly Channel<(List<EventPage> Pages, long Seq)> _kept = NewQueue<(List<EventPage>, long)>();
    private readonly Channel<EventPage> _ended = NewQueue<EventPage>();
    private readonly EventStore _store;
    private readonly NodeStateSource _states;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _steps;

    /// <summary>Starts it.</summary>
    public EventIntake(EventStore store, NodeStateSource states)
    {
        (_store, _states) = (store, states);
        _steps = Task.WhenAll(Task.Run(JudgeAsync), Task.Run(KeepAsync), Task.Run(AnswerAsync));
    }

    /// <summary>Lets a page wait for its turn.</summary>
    /// <exception cref="ObjectDisposedException">The node is stopping.</exception>
    public void Enqueue(EventPage page) => ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(page), this);

    /// <summary>Takes what waits, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _steps;
        _stopping.Dispose();
    }

    private async Task JudgeAsync()
    {
        var underWay = new PagesUnderWay();
        await foreach (var page in _waiting.Reader.ReadAllAsync())
        {
            while (_ended.Reader.TryRead(out var ended))
            {
                underWay.Remove(ended);
            }

            while (!page.IsCancelled && underWay.Concern(page))
            {
                underWay.Remove(await _ended.Reader.ReadAsync());
            }

            try
            {
                Judge(page, underWay);
                _judged.Writer.TryWrite(page);
            }
            catch (Exception reason)
            {
                page.Fail(reason);
            }
        }

        _judged.Writer.Complete();
    }

    /// <summary>Judges by the newest release that is effective; where there is none, nobody is known and nothing can be judged.</summary>
    private void Judge(EventPage page, PagesUnderWay underWay)
    {
        var releases = _states.Current.Releases.NewestFirst;
        var release = releases.FirstOrDefault(release => release.IsEffective) ?? (releases.Count > 0 ? releases[0] : null);
        if (release is null || !release.Files.TryLeaseCurrent(out var lease))
        {
            underWay.Add(page, null);
            return;
        }

        using (lease)
        {
            var judge = new EventJudge(lease.Population);
            foreach (var each in page.Events)
            {
                each.Reason = judge.Judge(each.Reported);
            }

            underWay.Add(page, lease.Population);
        }
    }

    private async Task KeepAsync()
    {
        while (await _judged.Reader.WaitToReadAsync())
        {
            var pages = NextTogether();
            try
            {
                _kept.Writer.TryWrite((pages, await KeepAsync(pages)));
            }
            catch (Exception reason)
            {
                pages.ForEach(page => page.Fail(reason));
                End(pages);
            }
        }

        _kept.Writer.Complete();
    }

    /// <summary>The pages that are next, as far as one transaction can take them.</summary>
    private List<EventPage> NextTogether()
    {
        var pages = new List<EventPage>();
        var bytes = 0;
        while (_judged.Reader.TryPeek(out var page)
            && (pages is not [var first, ..]
                || (!first.IsDryRun && !page.IsDryRun && page.Application == first.Application && bytes + page.Size <= MaxBytes)))
        {
            _judged.Reader.TryRead(out _);
            if (page.IsCancelled)
            {
                _ended.Writer.TryWrite(page);
                continue;
            }

            pages.Add(page);
            bytes += page.Size;
        }

        return pages;
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

        return await _store.KeepAsync(pages[0].Application, events);
    }

    private async Task AnswerAsync()
    {
        await foreach (var (pages, seq) in _kept.Reader.ReadAllAsync())
        {
            try
            {
                // However long a release takes to build: who reads the answer must not look for them in vain.
                await _states.WaitForAsync(seq, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // They are kept. This node stops; another, or this one when it is back, has them in force.
            }

            pages.ForEach(page => page.Succeed(seq));
            End(pages);
        }
    }

    private void End(List<EventPage> pages) => pages.ForEach(page => _ended.Writer.TryWrite(page));

    private static Channel<T> NewQueue<T>() => Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
}
