using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dtsen.Exchange.AccessLog.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// The subjects of a stretch of sealed leaves, mapped. Searching holds the mapping, so it may be disposed while others still search;
/// whoever comes later gets an <see cref="ObjectDisposedException"/> and takes the file that replaced it.
/// </summary>
internal sealed unsafe class SubjectFile : IDisposable
{
    private const ulong SuffixMask = (1UL << (SubjectTrailer.SuffixSize * 8)) - 1;

    private readonly WrittenSubjects? _written;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly uint[] _directory = new uint[SubjectTrailer.DirectoryCount + 1];

    private SubjectFile(string path, SafeFileHandle handle, SubjectTrailer trailer, WrittenSubjects? written)
    {
        FilePath = path;
        _written = written;
        Trailer = trailer;
        _directory[^1] = (uint)trailer.Count;
        ExactRead.Fill(path, handle, MemoryMarshal.AsBytes(_directory.AsSpan(0, SubjectTrailer.DirectoryCount)), trailer.DirectoryAt);
        for (var i = 0; i < SubjectTrailer.DirectoryCount; i++)
        {
            if (_directory[i] > _directory[i + 1])
            {
                throw AccessLogException.Damaged(path, "its directory is damaged.");
            }
        }

        _map = MemoryMappedFile.CreateFromFile(
            handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, trailer.FileLength, MemoryMappedFileAccess.Read);
    }

    public string FilePath { get; }

    /// <summary>SHA-256 of the whole file, where this process wrote it.</summary>
    public byte[]? Sha256 => _written?.Sha256;

    public SubjectTrailer Trailer { get; }

    public long First => Trailer.First;

    public long End => Trailer.End;

    /// <summary>Checks trailer and directory, and maps the file; no entry is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="written">What is known of it, where this process has just written it.</param>
    /// <exception cref="AccessLogException">The file is damaged.</exception>
    public static SubjectFile Open(string path, WrittenSubjects? written = null)
    {
        using var handle = OpenFile(path);
        var trailer = SubjectTrailer.Read(path, RandomAccess.GetLength(handle), ReadTrailer(path, handle));
        return new SubjectFile(path, handle, trailer, written);
    }

    /// <summary>Adds the leaves of a subject, from an index on, in rising order.</summary>
    /// <exception cref="ObjectDisposedException">The file was replaced.</exception>
    public void Find(ulong subject, long from, List<long> leaves)
    {
        byte* entries = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref entries);
        try
        {
            entries += _view.PointerOffset;
            var top = SubjectSort.PileOf(subject);
            long end = _directory[top + 1];
            var suffix = subject & SuffixMask;
            for (var at = LowerBound(entries, suffix, _directory[top], end); at < end && Suffix(entries, at) == suffix; at++)
            {
                var leaf = First + Leaf(entries, at);
                if (leaf >= from)
                {
                    leaves.Add(leaf);
                }
            }
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>Goes through all entries. The cursor holds the mapping until it is disposed.</summary>
    public SubjectCursor OpenCursor() => new(this, _view.SafeMemoryMappedViewHandle, _directory);

    /// <summary>Compares all bytes with their digest.</summary>
    /// <exception cref="AccessLogException">They differ.</exception>
    public void Verify()
    {
        using var handle = OpenFile(FilePath);
        if (!SubjectTrailer.Digest(ReadTrailer(FilePath, handle)).SequenceEqual(
            FileContent.Digest(FilePath, handle, SubjectTrailer.Size)))
        {
            throw AccessLogException.Damaged(FilePath, "its bytes differ from their digest.");
        }
    }

    /// <summary>
    /// Makes sure of what the mapping holds: where this process wrote the file, that it is what was written; otherwise as
    /// <see cref="Verify()"/> does, for which all of it is hashed.
    /// </summary>
    /// <exception cref="AccessLogException">It is not.</exception>
    public void VerifyHeld()
    {
        using var cursor = OpenVerified();
        for (var pile = 0; pile < SubjectSort.Piles; pile++)
        {
            cursor.TakePile(pile, First);
        }

        Verify(cursor);
    }

    /// <summary>
    /// Goes through all piles of what is made sure of: at once where an earlier process wrote the file, otherwise by
    /// <see cref="Verify(SubjectCursor)"/> when they were taken.
    /// </summary>
    /// <exception cref="AccessLogException">The file is damaged.</exception>
    public SubjectCursor OpenVerified()
    {
        if (_written is null)
        {
            Verify();
        }
        else if (new FileInfo(FilePath).Length != Trailer.FileLength)
        {
            // Where the file ends before its mapping does, reading that ends the process.
            throw AccessLogException.Damaged(FilePath, "its length differs from what was written.");
        }

        return OpenCursor();
    }

    /// <summary>Makes sure that the piles that were taken are what this process wrote, if it did.</summary>
    /// <param name="cursor">Took them all.</param>
    /// <exception cref="AccessLogException">They are not.</exception>
    public void Verify(SubjectCursor cursor)
    {
        if (_written is { Check: var check } && cursor.Check() != check)
        {
            throw AccessLogException.Damaged(FilePath, "its bytes differ from what was written.");
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

    private static SafeFileHandle OpenFile(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);

    private static byte[] ReadTrailer(string path, SafeFileHandle handle)
    {
        var trailer = new byte[SubjectTrailer.Size];
        var at = RandomAccess.GetLength(handle) - trailer.Length;
        if (at < 0)
        {
            throw AccessLogException.Damaged(path, "is too short for a file of subjects.");
        }

        ExactRead.Fill(path, handle, trailer, at);
        return trailer;
    }

    // Keyed hashes are even, so an entry stands within a few dozen of where proportion puts it; from there in steps that double.
    // Every bound comes from the directory, so damage can give a wrong answer but never reads outside the mapping.
    private static long LowerBound(byte* entries, ulong suffix, long start, long end)
    {
        if (start == end)
        {
            return end;
        }

        var guess = Math.Min(start + (long)((double)suffix / SuffixMask * (end - start)), end - 1);
        var below = start - 1;
        var notBelow = end;
        long step = 8;
        if (Suffix(entries, guess) < suffix)
        {
            for (below = guess; below + step < notBelow; step <<= 1)
            {
                if (Suffix(entries, below + step) >= suffix)
                {
                    notBelow = below + step;
                    break;
                }

                below += step;
            }
        }
        else
        {
            for (notBelow = guess; notBelow - step > below; step <<= 1)
            {
                if (Suffix(entries, notBelow - step) < suffix)
                {
                    below = notBelow - step;
                    break;
                }

                notBelow -= step;
            }
        }

        while (notBelow - below > 1)
        {
            var middle = below + ((notBelow - below) >> 1);
            if (Suffix(entries, middle) < suffix)
            {
                below = middle;
            }
            else
            {
                notBelow = middle;
            }
        }

        return notBelow;
    }

    // Eight bytes from the start of an entry of eleven: the suffix, and one byte of the leaf that is masked away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Suffix(byte* entries, long index) => Word(entries + (index * SubjectTrailer.EntrySize)) & SuffixMask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Word(byte* entry) => Unsafe.ReadUnaligned<ulong>(entry);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Leaf(byte* entries, long index) =>
        Unsafe.ReadUnaligned<uint>(entries + (index * SubjectTrailer.EntrySize) + SubjectTrailer.SuffixSize);
}
