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

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly uint[] _directory = new uint[SubjectTrailer.DirectoryCount + 1];

    private SubjectFile(string path, SafeFileHandle handle, SubjectTrailer trailer, SubjectFileDigests? digests)
    {
        FilePath = path;
        Digests = digests;
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

    /// <summary>What it is, where this process wrote it or made sure of it.</summary>
    public SubjectFileDigests? Digests { get; private set; }

    public SubjectTrailer Trailer { get; }

    public long First => Trailer.First;

    public long End => Trailer.End;

    /// <summary>Checks trailer and directory, and maps the file; no entry is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="digests">What it is, where this process has just written it.</param>
    /// <exception cref="AccessLogException">The file is damaged.</exception>
    public static SubjectFile Open(string path, SubjectFileDigests? digests = null)
    {
        using var handle = OpenFile(path, FileOptions.RandomAccess);
        var trailer = SubjectTrailer.Read(path, RandomAccess.GetLength(handle), ReadTrailer(path, handle));
        return new SubjectFile(path, handle, trailer, digests);
    }

    public static SafeFileHandle OpenFile(string path, FileOptions options) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, options);

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

    /// <summary>Goes through all entries; what they are worth, <see cref="Verify(SubjectCursor)"/> says afterwards.</summary>
    /// <exception cref="AccessLogException">The file is damaged.</exception>
    public SubjectCursor OpenCursor() => new(this, _directory, Digests);

    /// <summary>Makes sure of the file: by XXH3 where this process wrote it or did so before, else by the digest that it carries.</summary>
    /// <returns>SHA-256 of the whole file.</returns>
    /// <exception cref="AccessLogException">It is damaged.</exception>
    public byte[] Verify()
    {
        using var cursor = OpenCursor();
        for (var pile = 0; pile < SubjectSort.Piles; pile++)
        {
            cursor.TakePile(pile, First);
        }

        return Verify(cursor);
    }

    /// <summary>Makes sure of what was gone through, as <see cref="Verify()"/> does.</summary>
    /// <param name="cursor">Took all of it.</param>
    /// <inheritdoc cref="Verify()"/>
    public byte[] Verify(SubjectCursor cursor)
    {
        Digests = cursor.Verify();
        return Digests.Sha256;
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

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
