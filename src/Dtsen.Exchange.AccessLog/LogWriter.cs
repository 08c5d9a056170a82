using System.Runtime.InteropServices;
using Dtsen.Exchange.AccessLog.Segments;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// The one writer. On a thread of its own, which mostly waits for the disk, it takes all that waits, writes it as one frame, syncs
/// once, and lets everyone go. Where many come at a time it waits a little for more of them (<see cref="GroupSize"/>). The first failure
/// is the last: nothing can be said of a file after a failed write or sync, so every append from then on fails until the log is opened
/// again.
/// </summary>
internal sealed class LogWriter
{
    private const int GroupBytes = 4 << 20;

    private readonly string _folder;
    private readonly LogLimits _limits;
    private readonly LogViewHolder _view;
    private readonly Action<SafeFileHandle> _sync;
    private readonly BackgroundSealer _sealer;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly GroupSize _size = new();
    private List<PendingLeaf> _waiting = [];
    private int _awaited = 1;
    private byte[] _frame = new byte[1 << 16];
    private OpenSegment _open;
    private long _length = Journal.HeaderSize;
    private AccessLogException? _failure;
    private bool _stopping;

    public LogWriter(string folder, LogLimits limits, LogViewHolder view, Action<SafeFileHandle> sync)
    {
        _folder = folder;
        _limits = limits;
        _view = view;
        _sync = sync;
        _sealer = new BackgroundSealer(view, Fail);
        _open = Begin();
        _thread = new Thread(Run) { IsBackground = true, Name = "access log" };
        _thread.Start();
    }

    /// <summary>Why the log takes no more leaves, or null.</summary>
    public AccessLogException? Failure => Volatile.Read(ref _failure);

    /// <summary>Why the subjects of sealed segments are no longer joined, or null.</summary>
    public Exception? JoinFailure => _sealer.JoinFailure;

    /// <exception cref="ObjectDisposedException">The log was disposed.</exception>
    public Task<long> Append(PendingLeaf leaf)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_failure is not null)
            {
                return Task.FromException<long>(_failure);
            }

            _waiting.Add(leaf);
            if (_waiting.Count == _awaited)
            {
                Monitor.Pulse(_gate);
            }
        }

        return leaf.Task;
    }

    /// <summary>Writes what still waits, and ends.</summary>
    public async Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await Task.Run(_thread.Join);
        await _sealer.StopAsync();
    }

    private void Run()
    {
        List<PendingLeaf> group = [];
        while (Take(ref group))
        {
            var done = 0;
            try
            {
                while (done < group.Count)
                {
                    done = WriteGroup(group, done);
                    RotateIfFull();
                }
            }
            catch (Exception e)
            {
                Fail(e);
                Acknowledgement.Refuse(CollectionsMarshal.AsSpan(group)[done..], _failure!);
            }

            group.Clear();
        }
    }

    /// <summary>Waits for the next group.</summary>
    /// <returns>False where the log stops and nothing waits any more.</returns>
    private bool Take(ref List<PendingLeaf> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            _awaited = _size.Next();
            if (_waiting.Count < _awaited && !_stopping)
            {
                // Ends at once when so many wait.
                Monitor.Wait(_gate, _size.Patience);
            }

            _awaited = 1;
            _size.Took(_waiting.Count);
            (group, _waiting) = (_waiting, group);
            return true;
        }
    }

    private void Fail(Exception e)
    {
        List<PendingLeaf> waiting;
        lock (_gate)
        {
            _failure ??= e as AccessLogException ?? AccessLogException.Unwritable(e);
            (waiting, _waiting) = (_waiting, []);
        }

        Acknowledgement.Refuse(CollectionsMarshal.AsSpan(waiting), _failure);
    }

    private int WriteGroup(List<PendingLeaf> group, int start)
    {
        ThrowIfFailed();
        var end = start;
        var length = JournalFrame.HeaderSize;
        while (end < group.Count && (end == start || length + group[end].Record.Length <= GroupBytes))
        {
            length += group[end++].Record.Length;
        }

        if (_frame.Length < length)
        {
            _frame = new byte[Math.Max(length, _frame.Length * 2)];
        }

        var at = JournalFrame.HeaderSize;
        for (var i = start; i < end; i++)
        {
            group[i].Record.CopyTo(_frame, at);
            at += group[i].Record.Length;
        }

        JournalFrame.Complete(_frame.AsSpan(0, length), end - start, _open.End);
        RandomAccess.Write(_open.Handle, _frame.AsSpan(0, length), _length);
        _sync(_open.Handle);
        Acknowledge(group, start, end);
        _length += length;
        return end;
    }

    private void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    private void Acknowledge(List<PendingLeaf> group, int start, int end)
    {
        var index = _open.End;
        var position = (int)_length + JournalFrame.HeaderSize;
        for (var i = start; i < end; i++)
        {
            _open.Add(position, group[i].Record, group[i].Hash);
            position += group[i].Record.Length;
        }

        Acknowledgement.Queue(CollectionsMarshal.AsSpan(group)[start..end], index);
    }

    private void RotateIfFull()
    {
        if (_length >= _limits.SegmentBytes || _open.Count >= _limits.SegmentLeaves
            || _open.Subjects.Count >= _limits.SegmentSubjects)
        {
            // Waits while the segment before is still being sealed: appends wait rather than memory fill.
            _sealer.WaitForSealed();
            ThrowIfFailed();
            var full = _open;
            _open = Begin();
            _length = Journal.HeaderSize;
            _sealer.Seal(full);
        }
    }

    private OpenSegment Begin()
    {
        var view = _view.Current;
        var path = LogFiles.Journal(_folder, view.Size);
        var open = new OpenSegment(
            path, Journal.Create(path, view.Size), view.Size, view, LogLimits.SubjectBuckets(_limits.SegmentSubjects));
        _view.Change(current => current.WithOpen(open));
        return open;
    }
}
