using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>
/// Hands the entries of the change log to this node, each once, in order and without a gap. A database that is away is waited for;
/// an entry that cannot be applied, a gap, and a log that has become shorter end it, since the node would go on in a state that is wrong.
/// </summary>
internal sealed partial class ChangeLogFollower : IDisposable
{
    private const int PageSize = 50;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ChangeLog _log;
    private readonly TimeProvider _time;
    private readonly ILogger<ChangeLogFollower> _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private long _position;
    private ReadMark? _lastRead;

    /// <param name="log">The log to follow.</param>
    /// <param name="time">Clock of <see cref="LastReadAt"/> and of the pauses.</param>
    /// <param name="logger">Is told when the database goes away and when it is back.</param>
    /// <param name="position">Number of the last entry that the node has applied already; 0 for none.</param>
    public ChangeLogFollower(ChangeLog log, TimeProvider time, ILogger<ChangeLogFollower> logger, long position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        _log = log;
        _time = time;
        _logger = logger;
        _position = position;
    }

    /// <summary>Number of the last entry that was applied.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>The node has applied all that was committed by this instant; null before the first time it had.</summary>
    public DateTimeOffset? LastReadAt => Volatile.Read(ref _lastRead)?.At;

    /// <summary>How long ago <see cref="LastReadAt"/> was, by a clock that is never set back; null before the first time.</summary>
    public TimeSpan? SinceLastRead => Volatile.Read(ref _lastRead) is { } mark ? _time.GetElapsedTime(mark.Timestamp) : null;

    /// <summary>Follows until it is cancelled, reading every 250 ms and at once after this node has appended.</summary>
    /// <param name="apply">
    /// Brings one entry into this node's state; what it throws ends the run, and the entry counts as not applied.
    /// </param>
    /// <param name="cancellation">Ends the run, which then returns.</param>
    /// <exception cref="InvalidDataException">The log has a gap, or ends before <see cref="Position"/>.</exception>
    public async Task RunAsync(Func<ChangeLogEntry, ValueTask> apply, CancellationToken cancellation)
    {
        var pause = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var appended = _log.NextAppend;
                var failure = await TryCatchUpAsync(apply, cancellation);
                if (failure is null)
                {
                    if (pause > TimeSpan.Zero)
                        LogBack(Position);
                    pause = TimeSpan.Zero;
                    await WaitAsync(appended, cancellation);
                    continue;
                }

                if (pause == TimeSpan.Zero)
                    LogAway(failure, Position);
                pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                await Task.Delay(pause, _time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Applies all that is committed when it is called, and returns.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    /// <exception cref="InvalidDataException">The log has a gap, or ends before <see cref="Position"/>.</exception>
    public async Task CatchUpAsync(Func<ChangeLogEntry, ValueTask> apply, CancellationToken cancellation)
    {
        if (await TryCatchUpAsync(apply, cancellation) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Returns what kept it from reading; what the node does with an entry is not caught.</summary>
    private async Task<Exception?> TryCatchUpAsync(Func<ChangeLogEntry, ValueTask> apply, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var mark = new ReadMark(_time.GetUtcNow(), _time.GetTimestamp());
            long head;
            IReadOnlyList<ChangeLogEntry> page = [];
            try
            {
                head = await _log.ReadHeadAsync(cancellation);
            }
            catch (Exception e) when (IsAway(e))
            {
                return e;
            }

            if (head < _position)
                throw new InvalidDataException($"The change log ends at {head}, but this node has applied {_position}.");
            while (_position < head)
            {
                try
                {
                    page = _log.TakeCommitted(_position) is { } own
                        ? [own] : await _log.ReadAfterAsync(_position, PageSize, cancellation);
                }
                catch (Exception e) when (IsAway(e))
                {
                    return e;
                }

                await ApplyAsync(page, head, apply, cancellation);
            }

            Volatile.Write(ref _lastRead, mark);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ApplyAsync(
        IReadOnlyList<ChangeLogEntry> page, long head, Func<ChangeLogEntry, ValueTask> apply, CancellationToken cancellation)
    {
        if (page.Count == 0)
            throw new InvalidDataException($"The change log has no entry after {_position}, though it ends at {head}.");
        foreach (var entry in page)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Seq != _position + 1)
                throw new InvalidDataException($"The change log goes from {_position} to {entry.Seq}.");
            await apply(entry);
            Interlocked.Exchange(ref _position, entry.Seq);
        }
    }

    private async Task WaitAsync(Task appended, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(appended, Task.Delay(PollInterval, _time, ended.Token));
        await ended.CancelAsync();
    }

    private static bool IsAway(Exception e) => e is DbException or IOException or SocketException or TimeoutException;

    [LoggerMessage(1001, LogLevel.Warning, "The change log cannot be read; this node stays at {Position} and keeps trying")]
    private partial void LogAway(Exception reason, long position);

    [LoggerMessage(1002, LogLevel.Information, "The change log is read again; this node is at {Position}")]
    private partial void LogBack(long position);

    private sealed record ReadMark(DateTimeOffset At, long Timestamp);
}
