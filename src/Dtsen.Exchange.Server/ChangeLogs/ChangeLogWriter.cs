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

    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly List<PendingAppend> _group = [];
    private readonly Task _loop;
    private TaskCompletionSource _nextAppend = NewSignal();
    private ChangeLogEntry[]? _committed;

    public ChangeLogWriter(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Ends when this writer next commits an entry.</summary>
    public Task NextAppend => Volatile.Read(ref _nextAppend).Task;

    /// <inheritdoc cref="ChangeLog.TakeCommitted"/>
    public IReadOnlyList<ChangeLogEntry>? TakeCommitted(long seq)
    {
        var last = Volatile.Read(ref _committed);
        return last is [var first, ..] && first.Seq == seq + 1 && Interlocked.CompareExchange(ref _committed, null, last) == last
            ? last : null;
    }

    /// <exception cref="ObjectDisposedException">The writer has been stopped.</exception>
    public void Enqueue(PendingAppend append) => ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(append), this);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            TakeGroup();
            if (_group.Count == 1 && _group[0].Work is { } work)
                await CommitWorkAsync(_group[0], work);
            else if (_group.Count > 0)
                await CommitGroupAsync();
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

        if (entries.Count > 0)
        {
            Volatile.Write(ref _committed, entries.Any(entry => entry.Content is null) ? null :
                [.. entries.Select((entry, i) => new ChangeLogEntry(first + i, entry.Kind, entry.Payload, now, entry.Content))]);
        }

        return new AppendResult(first, entries.Count);
    }

    private void SignalAppend() => Interlocked.Exchange(ref _nextAppend, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
