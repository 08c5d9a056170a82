using System.Data.Common;
using System.Threading.Channels;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>
/// The one writer of a node. It takes what waits, in order: plain entries together in one transaction, work in a transaction of its
/// own, so that a failure of one's statements never touches another's.
/// </summary>
internal sealed class ChangeLogWriter : IAsyncDisposable
{
    private const int MaxGroup = 256;
    private const int MaxGroupBytes = 8 << 20;
    private const int MaxCommitted = 16;

    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly List<PendingAppend> _group = [];
    private readonly Task _loop;
    private TaskCompletionSource _nextAppend = NewSignal();
    private readonly Queue<ChangeLogEntry> _committed = [];

    public ChangeLogWriter(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
        // SQLite's interface waits for the disk in the call: on a thread of the pool, which has one a core, others would wait with it.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when this writer next commits an entry.</summary>
    public Task NextAppend => Volatile.Read(ref _nextAppend).Task;

    /// <inheritdoc cref="ChangeLog.TakeCommitted"/>
    public ChangeLogEntry? TakeCommitted(long seq)
    {
        lock (_committed)
        {
            while (_committed.TryPeek(out var entry) && entry.Seq <= seq)
            {
                _committed.Dequeue();
            }

            return _committed.TryPeek(out var next) && next.Seq == seq + 1 ? _committed.Dequeue() : null;
        }
    }

    /// <summary>Keeps at hand what was committed, where each has its content; a follower that is behind reads the log.</summary>
    private void Note(IReadOnlyList<NewEntry> entries, long first, DateTimeOffset now)
    {
        lock (_committed)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (_committed.Count == MaxCommitted || entries[i].Content is null)
                {
                    _committed.Clear();
                }

                if (entries[i].Content is { } content)
                {
                    _committed.Enqueue(new ChangeLogEntry(first + i, entries[i].Kind, entries[i].Payload, now, content));
                }
            }
        }
    }

    /// <exception cref="ObjectDisposedException">The writer has been stopped.</exception>
    public void Enqueue(PendingAppend append) => ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(append), this);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private void Run()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            TakeGroup();
            if (_group.Count == 1 && _group[0].Work is { } work)
                CommitWorkAsync(_group[0], work).GetAwaiter().GetResult();
            else if (_group.Count > 0)
                CommitGroupAsync().GetAwaiter().GetResult();
        }
    }

    private void TakeGroup()
    {
        _group.Clear();
        var bytes = 0L;
        while (_group.Count < MaxGroup && bytes < MaxGroupBytes && _waiting.Reader.TryPeek(out var next))
        {
            if (next.Work is not null && _group.Count > 0)
                return;
            _waiting.Reader.TryRead(out _);
            if (!next.TryTake())
                continue;
            _group.Add(next);
            if (next.Work is not null)
                return;
            bytes += next.Entry.Payload.Length;
        }
    }

    private async Task CommitWorkAsync(PendingAppend append, Func<DbConnection, DbTransaction, Task<IReadOnlyList<NewEntry>>> work)
    {
        try
        {
            var result = await CommitAsync(work);
            if (result.Count > 0)
                SignalAppend();
            append.Succeed(result);
        }
        catch (Exception e)
        {
            append.Fail(e);
        }
    }

    private async Task CommitGroupAsync()
    {
        var entries = _group.ConvertAll(append => append.Entry);
        try
        {
            var result = await CommitAsync((_, _) => Task.FromResult<IReadOnlyList<NewEntry>>(entries));
            SignalAppend();
            for (var i = 0; i < _group.Count; i++)
                _group[i].Succeed(new AppendResult(result.FirstSeq + i, 1));
        }
        catch (Exception e) when (_group.Count > 1 && !ConcernsAll(e))
        {
            // One entry that the database refuses must not take the others with it.
            foreach (var append in _group)
                await CommitWorkAsync(append, (_, _) => Task.FromResult<IReadOnlyList<NewEntry>>([append.Entry]));
        }
        catch (Exception e)
        {
            foreach (var append in _group)
                append.Fail(e);
        }
    }

    // An unknown commit must not be repeated, and a database that is away would keep each of a large group waiting in turn.
    private static bool ConcernsAll(Exception e) => e is CommitUnknownException or not DbException || ((DbException)e).IsTransient;

    private async Task<AppendResult> CommitAsync(Func<DbConnection, DbTransaction, Task<IReadOnlyList<NewEntry>>> work)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await Database.BeginAsync(connection);
        var entries = await work(connection, transaction);
        var now = _time.GetUtcNow();
        var first = await ChangeLogStatements.AppendAsync(connection, transaction, entries, now);
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception e)
        {
            throw new CommitUnknownException(e);
        }

        Note(entries, first, now);
        return new AppendResult(first, entries.Count);
    }

    private void SignalAppend() => Interlocked.Exchange(ref _nextAppend, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
