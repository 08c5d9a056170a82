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

    /// <summary>XXH3 of entries and directory.</summary>
    public ulong Check()
    {
        var check = new XxHash3();
        check.Append(new ReadOnlySpan<byte>(_entries, checked((int)_directory[^1] * SubjectTrailer.EntrySize)));
        check.Append(MemoryMarshal.AsBytes(_directory.AsSpan(0, SubjectTrailer.DirectoryCount)));
        return check.GetCurrentHashAsUInt64();
    }

    /// <summary>The entries of one pile.</summary>
    /// <param name="pile">The pile.</param>
    /// <param name="first">The leaf from which leaves are counted in the file that is written.</param>
    public SubjectPile PileOf(int pile, long first) => new(
        _entries + ((long)_directory[pile] * SubjectTrailer.EntrySize),
        _entries + ((long)_directory[pile + 1] * SubjectTrailer.EntrySize),
        (uint)(_first - first));

    public void Dispose() => _handle.ReleasePointer();
}
