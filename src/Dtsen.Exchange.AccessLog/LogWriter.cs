using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Tree;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// The one writer. A leaf has its index as soon as it is appended; on a thread of its own, which mostly waits for the disk, the writer
/// takes all that was appended, writes it as one frame, syncs once, and lets those go who wait for it. Where many come at a time it waits a
/// little for more of them (<see cref="GroupSize"/>). Those who append share a lock that no thread sleeps in. The first failure is the
/// last: nothing can be said of a file after a failed write or sync, so every append from then on fails until the log is opened again.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    /// <summary>Takes a millisecond or two to write, and lasts for some thousand calls.</summary>
    private const int MostRoom = 1 << 20;

    private readonly string _folder;
    private readonly LogLimits _limits;
    private readonly LogViewHolder _view;
    private readonly Action<SafeFileHandle> _sync;
    private readonly int _roomStep;
    private readonly BackgroundSealer _sealer;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _awake = new(false);
    private readonly Thread _thread;
    private readonly GroupSize _size = new();
    private readonly Queue<PendingGroup> _full = [];
    private readonly Waiters _waiters;
    private PendingGroup _filling = new();
    private PendingGroup? _spare = new();
    private long _next;
    private int _awaited = 1;
    private OpenSegment _open;
    private long _length = Journal.HeaderSize;
    private long _room = Journal.HeaderSize;
    private AccessLogException? _failure;
    private bool _stopping;

    public LogWriter(string folder, LogLimits limits, LogViewHolder view, Action<SafeFileHandle> sync)
    {
        _folder = folder;
        _limits = limits;
        _view = view;
        _sync = sync;
        _roomStep = Math.Min(limits.SegmentBytes, MostRoom);
        _next = view.Current.Size;
        _waiters = new Waiters(_next);
        _sealer = new BackgroundSealer(view, Fail);
        _open = Begin();
        _sealer.Start();
        _thread = new Thread(Run) { IsBackground = true, Name = "access log" };
        _thread.Start();
    }

    /// <summary>Why the log takes no more leaves, or null.</summary>
    public AccessLogException? Failure => Volatile.Read(ref _failure);

    /// <summary>Why the subjects of sealed segments are no longer joined, or null.</summary>
    public Exception? JoinFailure => _sealer.JoinFailure;

    /// <returns>The leaf's index.</returns>
    /// <exception cref="AccessLogException">The disk refused an append before.</exception>
    /// <exception cref="ObjectDisposedException">The log was disposed.</exception>
    public long Append(ReadOnlySpan<byte> record, in TreeHash hash)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            ThrowIfFailed();
            var isAwaited = _filling.IsFull;
            if (isAwaited)
            {
                _full.Enqueue(_filling);
                _filling = TakeSpare();
            }

            _filling.Add(record, hash);
            if (isAwaited || _filling.Count == _awaited)
            {
                _awake.Set();
            }

            return _next++;
        }
    }

    /// <summary>Ends when the leaf is on the disk.</summary>
    /// <exception cref="AccessLogException">The disk refused it.</exception>
    public ValueTask WhenDurableAsync(long index) => _waiters.WaitAsync(index);

    /// <summary>Writes what still waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _stopping = true;
        }

        _awake.Set();
        await Task.Run(_thread.Join);
        _awake.Dispose();
        if (Failure is null)
        {
            CutRoom();
        }

        await _sealer.DisposeAsync();
    }

    /// <summary>No zeros are left where nothing crashed; where the disk refuses, they may stay.</summary>
    private void CutRoom()
    {
        try
        {
            RandomAccess.SetLength(_open.Handle, _length);
        }
        catch (IOException)
        {
            // They are read as what they are.
        }
    }

    private void Run()
    {
        while (Take() is { } group)
        {
            try
            {
                Write(group);
                RotateIfFull();
            }
            catch (Exception e)
            {
                Fail(e);
            }

            lock (_lock)
            {
                group.Clear();
                _spare = group;
            }
        }
    }

    /// <summary>Waits for the next group.</summary>
    /// <returns>Null where the log stops and nothing waits any more.</returns>
    private PendingGroup? Take()
    {
        if (!WaitForMany(1, Timeout.Infinite))
        {
            return null;
        }

        var size = _size.Next;
        WaitForMany(size, GroupSize.PatienceFor(size));
        lock (_lock)
        {
            if (!_full.TryDequeue(out var group))
            {
                (group, _filling) = (_filling, TakeSpare());
            }

            _size.Took(group.Count);
            return group;
        }
    }

    /// <summary>Waits until so many leaves wait, or a whole group does, for as long as that is worth.</summary>
    /// <returns>Whether any waits.</returns>
    private bool WaitForMany(int count, int patience)
    {
        var since = Environment.TickCount64;
        while (true)
        {
            var left = patience == Timeout.Infinite ? patience : Math.Max(0, patience - (int)(Environment.TickCount64 - since));
            lock (_lock)
            {
                if (_filling.Count >= count || _full.Count > 0 || _stopping || left == 0)
                {
                    return _filling.Count > 0 || _full.Count > 0;
                }

                _awaited = count;
            }

            _awake.WaitOne(left);
        }
    }

    private PendingGroup TakeSpare()
    {
        var spare = _spare ?? new PendingGroup();
        _spare = null;
        return spare;
    }

    private void Fail(Exception e)
    {
        lock (_lock)
        {
            _failure ??= e as AccessLogException ?? AccessLogException.Unwritable(e);
            _full.Clear();
            _filling.Clear();
        }

        _waiters.Fail(_failure);
    }

    private void Write(PendingGroup group)
    {
        ThrowIfFailed();
        var frame = group.Frame;
        JournalFrame.Complete(frame, group.Count, _open.End);
        RandomAccess.Write(_open.Handle, frame, _length);
        if (_length + frame.Length is var end && end > _room)
        {
            Journal.MakeRoom(_open.Handle, end, _roomStep);
            _room = end + _roomStep;
        }

        _sync(_open.Handle);
        var at = JournalFrame.HeaderSize;
        foreach (ref readonly var hash in group.Hashes)
        {
            var record = frame[at..];
            record = record[..LeafRecord.Length(record)];
            _open.Add((int)_length + at, record, hash);
            at += record.Length;
        }

        _length += frame.Length;
        _waiters.Release(_open.End);
    }

    private void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
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
            _length = _room = Journal.HeaderSize;
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
