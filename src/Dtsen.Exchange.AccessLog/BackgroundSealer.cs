using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Seals full segments and joins subjects, also those that earlier processes left, beside the writer; one of each at a time. What cannot
/// be sealed stops the log; what cannot be joined only keeps searches slower, so it is told and left as it is. Joins have time, and leave
/// it to calls (<see cref="JoinPace"/>).
/// </summary>
internal sealed class BackgroundSealer(LogViewHolder view, Action<Exception> fail) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AutoResetEvent _hasMore = new(true);
    private Task _sealing = Task.CompletedTask;
    private Task _joining = Task.CompletedTask;
    private Exception? _joinFailure;

    public Exception? JoinFailure => Volatile.Read(ref _joinFailure);

    /// <summary>Begins to join, at first what is there: a process that ends before it seals much leaves its files to the next.</summary>
    public void Start() => _joining = Run(JoinWhatComes, JoinFailed);

    /// <summary>Called by the writer alone, after <see cref="WaitForSealed"/>.</summary>
    public void Seal(OpenSegment full) => _sealing = Run(() => SealNow(full), fail);

    public void WaitForSealed() => _sealing.Wait();

    /// <summary>Called once the writer has ended. A join in work that takes long is given up: the next process begins it anew.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sealing;
        await _joining;
        _hasMore.Dispose();
        _stop.Dispose();
    }

    private void SealNow(OpenSegment full)
    {
        var (segment, subjects) = SegmentSealer.Seal(full, view.Current);
        view.Change(current => current.WithSealed(segment, subjects));
        full.Dispose();
        File.Delete(full.FilePath);
        _hasMore.Set();
    }

    private void JoinWhatComes()
    {
        while (WaitHandle.WaitAny([_hasMore, _stop.Token.WaitHandle]) == 0)
        {
            Join();
        }
    }

    private void Join()
    {
        // Of what is sealed while there is a join to do, sixteen may wait; at more, no join rests until it is made up for.
        var settled = view.Current.Subjects.Count;
        var pace = new JoinPace(TimeProvider.System, () => view.Current.Subjects.Count >= settled + SubjectMerge.Width, Rest);
        while (!_stop.IsCancellationRequested)
        {
            var files = view.Current.Subjects.ToArray();
            var range = SubjectMerge.Next([.. files.Select(file => file.Trailer)]);
            var joined = files[range];
            if (joined.Length == 0)
            {
                return;
            }

            var file = SubjectMerge.Join(joined, pace.Worked);
            view.Change(current => current.WithJoined(range, file));
            foreach (var old in joined)
            {
                old.Dispose();
                File.Delete(old.FilePath);
            }

            pace.Worked();
        }
    }

    private void JoinFailed(Exception failure)
    {
        // Where the log stops, a join is given up.
        if (failure is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Volatile.Write(ref _joinFailure, failure);
        }
    }

    private void Rest(TimeSpan time)
    {
        _stop.Token.WaitHandle.WaitOne(time);
        _stop.Token.ThrowIfCancellationRequested();
    }

    private static Task Run(Action work, Action<Exception> failed) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                failed(e);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
