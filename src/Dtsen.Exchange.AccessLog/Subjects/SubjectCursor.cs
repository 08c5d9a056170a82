using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Goes through the entries of a file in order. They are read, not mapped: so what is hashed is what is taken, and of a file that is cut
/// short meanwhile it is told.
/// </summary>
internal sealed unsafe class SubjectCursor : IDisposable
{
    private readonly string _path;
    private readonly SubjectTrailer _trailer;
    private readonly uint[] _directory;
    private readonly SubjectFileDigests? _known;
    private readonly SafeFileHandle _handle;
    private readonly XxHash3 _check = new();
    private readonly IncrementalHash? _sha256;
    private readonly byte* _entries;
    private SubjectPile _pile;
    private int _top = -1;
    private long _at;

    /// <param name="file">The file.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="known">What it has to be; where that is not known, the digest that it carries says so.</param>
    /// <exception cref="AccessLogException">Its length is not what it was.</exception>
    public SubjectCursor(SubjectFile file, uint[] directory, SubjectFileDigests? known)
    {
        _path = file.FilePath;
        _trailer = file.Trailer;
        _directory = directory;
        _known = known;
        _handle = SubjectFile.OpenFile(_path, FileOptions.SequentialScan);
        if (RandomAccess.GetLength(_handle) != _trailer.FileLength)
        {
            _handle.Dispose();
            throw AccessLogException.Damaged(_path, "its length differs from what it was.");
        }

        _sha256 = known is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        uint most = 0;
        for (var pile = 0; pile < SubjectSort.Piles; pile++)
        {
            most = Math.Max(most, directory[pile + 1] - directory[pile]);
        }

        _entries = (byte*)NativeMemory.Alloc(most, SubjectTrailer.EntrySize);
    }

    public ulong Subject { get; private set; }

    /// <summary>The index of the leaf in the log.</summary>
    public long Leaf { get; private set; }

    /// <summary>Goes on to the next entry. Piles are not to be taken besides.</summary>
    public bool MoveNext()
    {
        while (_at == _pile.Count)
        {
            if (_top == SubjectSort.Piles - 1)
            {
                return false;
            }

            _pile = TakePile(++_top, _trailer.First);
            _at = 0;
        }

        Subject = ((ulong)_top << SubjectSort.TopShift) | SubjectFile.Suffix(_entries, _at);
        Leaf = _trailer.First + SubjectFile.Leaf(_entries, _at);
        _at++;
        return true;
    }

    /// <summary>Takes the entries of the next pile, from the first on. They are there until the next is taken.</summary>
    /// <param name="pile">The pile.</param>
    /// <param name="first">The leaf from which leaves are counted in the file that is written.</param>
    /// <exception cref="AccessLogException">The file ends before them.</exception>
    public SubjectPile TakePile(int pile, long first)
    {
        var length = checked((int)(_directory[pile + 1] - _directory[pile]) * SubjectTrailer.EntrySize);
        Take(new Span<byte>(_entries, length), (long)_directory[pile] * SubjectTrailer.EntrySize);
        return new SubjectPile(_entries, _entries + length, (uint)(_trailer.First - first));
    }

    /// <summary>Makes sure, once all piles were taken, that the file is what it has to be.</summary>
    /// <returns>What it is.</returns>
    /// <exception cref="AccessLogException">It is not.</exception>
    public SubjectFileDigests Verify()
    {
        Span<byte> directory = stackalloc byte[SubjectTrailer.DirectoryCount * sizeof(uint)];
        Take(directory, _trailer.DirectoryAt);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _sha256?.GetCurrentHash(digest);
        Span<byte> trailer = stackalloc byte[SubjectTrailer.Size];
        Take(trailer, _trailer.FileLength - SubjectTrailer.Size);
        var check = _check.GetCurrentHashAsUInt64();
        if (!directory.SequenceEqual(MemoryMarshal.AsBytes(_directory.AsSpan(0, SubjectTrailer.DirectoryCount)))
            || (_known is not null && _known.Check != check))
        {
            throw AccessLogException.Damaged(_path, "its bytes differ from what they were.");
        }

        if (_sha256 is null)
        {
            return _known!;
        }

        if (SubjectTrailer.Read(_path, _trailer.FileLength, trailer) != _trailer || !SubjectTrailer.Digest(trailer).SequenceEqual(digest))
        {
            throw AccessLogException.Damaged(_path, "its bytes differ from their digest.");
        }

        return new SubjectFileDigests(_sha256.GetCurrentHash(), check);
    }

    public void Dispose()
    {
        _handle.Dispose();
        _sha256?.Dispose();
        NativeMemory.Free(_entries);
    }

    private void Take(Span<byte> bytes, long at)
    {
        ExactRead.Fill(_path, _handle, bytes, at);
        _check.Append(bytes);
        _sha256?.AppendData(bytes);
    }
}
