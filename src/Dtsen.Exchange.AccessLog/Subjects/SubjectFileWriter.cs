using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>Writes a file of subjects from entries in rising order of subject, then of leaf.</summary>
internal sealed class SubjectFileWriter(string path) : IDisposable
{
    private readonly SealedFileWriter _file = new(path);
    private readonly uint[] _directory = new uint[SubjectTrailer.DirectoryCount];
    private long _count;

    /// <param name="subject">The subject.</param>
    /// <param name="leaf">The number of its leaf, counted from the first leaf of the file.</param>
    public void Add(ulong subject, uint leaf)
    {
        var entry = _file.Next(SubjectTrailer.EntrySize);
        BinaryPrimitives.WriteUInt64LittleEndian(entry, subject);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[SubjectTrailer.SuffixSize..], leaf);
        _directory[subject >> 56]++;
        _count++;
    }

    /// <param name="first">Index of the file's first leaf.</param>
    /// <param name="leaves">The number of its leaves.</param>
    /// <returns>SHA-256 of the whole file.</returns>
    public byte[] Complete(long first, long leaves)
    {
        uint before = 0;
        for (var i = 0; i < _directory.Length; i++)
        {
            (before, _directory[i]) = (before + _directory[i], before);
        }

        _file.Write(MemoryMarshal.AsBytes(_directory.AsSpan()));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _file.DigestSoFar(digest);
        Span<byte> trailer = stackalloc byte[SubjectTrailer.Size];
        new SubjectTrailer(first, leaves, _count).Write(trailer, digest);
        _file.Write(trailer);
        return _file.Complete(isReadSoon: true);
    }

    public void Dispose() => _file.Dispose();
}
