using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>Goes through the entries of a file in order, holding its mapping until disposed.</summary>
internal sealed unsafe class SubjectCursor : IDisposable
{
    private readonly SafeMemoryMappedViewHandle _handle;
    private readonly uint[] _directory;
    private readonly long _first;
    private readonly byte* _entries;
    private readonly XxHash3 _check = new();
    private long _next;
    private int _top;

    public SubjectCursor(SubjectFile file, SafeMemoryMappedViewHandle handle, uint[] directory)
    {
        _handle = handle;
        _directory = directory;
        _first = file.First;
        byte* start = null;
        handle.AcquirePointer(ref start);
        _entries = start;
    }

    public ulong Subject { get; private set; }

    /// <summary>The index of the leaf in the log.</summary>
    public long Leaf { get; private set; }

    public bool MoveNext()
    {
        if (_next == _directory[^1])
        {
            return false;
        }

        while (_directory[_top + 1] <= _next)
        {
            _top++;
        }

        Subject = ((ulong)_top << SubjectSort.TopShift) | SubjectFile.Suffix(_entries, _next);
        Leaf = _first + SubjectFile.Leaf(_entries, _next);
        _next++;
        return true;
    }

    /// <summary>Takes the entries of the next pile, from the first on. They are hashed, and so in a cache by then.</summary>
    /// <param name="pile">The pile.</param>
    /// <param name="first">The leaf from which leaves are counted in the file that is written.</param>
    public SubjectPile TakePile(int pile, long first)
    {
        var entries = _entries + ((long)_directory[pile] * SubjectTrailer.EntrySize);
        var length = checked((int)(_directory[pile + 1] - _directory[pile]) * SubjectTrailer.EntrySize);
        _check.Append(new ReadOnlySpan<byte>(entries, length));
        return new SubjectPile(entries, entries + length, (uint)(_first - first));
    }

    /// <summary>XXH3 of entries and directory, once all piles were taken.</summary>
    public ulong Check()
    {
        _check.Append(MemoryMarshal.AsBytes(_directory.AsSpan(0, SubjectTrailer.DirectoryCount)));
        return _check.GetCurrentHashAsUInt64();
    }

    public void Dispose() => _handle.ReleasePointer();
}
