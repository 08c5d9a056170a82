using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>Writes a file of subjects from entries in rising order of subject, then of leaf.</summary>
internal sealed unsafe class SubjectFileWriter(string path) : IDisposable
{
    private const int AtOnce = 1 << 12;

    private readonly SealedFileWriter _file = new(path);
    private readonly XxHash3 _check = new();
    private readonly uint[] _directory = new uint[SubjectTrailer.DirectoryCount];

    /// <summary>Entries added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    public void Add(ulong subject, uint leaf) => Add([new SubjectEntry(subject, leaf)]);

    /// <summary>Adds entries of one pile (<see cref="SubjectSort"/>), some.</summary>
    public void Add(ReadOnlySpan<SubjectEntry> entries)
    {
        var pile = SubjectSort.PileOf(entries[0].Subject);
        while (entries.Length > 0)
        {
            var some = entries[..Math.Min(entries.Length, AtOnce)];
            var room = Room(some.Length);
            Encode(some, room);
            Add(pile, room);
            entries = entries[some.Length..];
        }
    }

    /// <summary>Room for the next entries, which the caller encodes and adds at once.</summary>
    /// <param name="count">How many; some, and at most some thousand.</param>
    public Span<byte> Room(int count) => _file.Next(count * SubjectTrailer.EntrySize);

    /// <summary>Adds entries that were encoded.</summary>
    public void Add(int pile, ReadOnlySpan<byte> encoded)
    {
        var count = encoded.Length / SubjectTrailer.EntrySize;
        _directory[pile] += (uint)count;
        Count += count;
        _check.Append(encoded);
    }

    /// <summary>Encodes an entry; of its subject the top byte, which the directory has, gives way to the leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encode(byte* at, ulong subject, uint leaf)
    {
        Unsafe.WriteUnaligned(at, subject);
        Unsafe.WriteUnaligned(at + SubjectTrailer.SuffixSize, leaf);
    }

    /// <param name="first">Index of the file's first leaf.</param>
    /// <param name="leaves">The number of its leaves.</param>
    public SubjectFileDigests Complete(long first, long leaves)
    {
        uint before = 0;
        for (var i = 0; i < _directory.Length; i++)
        {
            (before, _directory[i]) = (before + _directory[i], before);
        }

        var directory = MemoryMarshal.AsBytes(_directory.AsSpan());
        _file.Write(directory);
        _check.Append(directory);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _file.DigestSoFar(digest);
        Span<byte> trailer = stackalloc byte[SubjectTrailer.Size];
        new SubjectTrailer(first, leaves, Count).Write(trailer, digest);
        _file.Write(trailer);
        _check.Append(trailer);
        return new SubjectFileDigests(_file.Complete(isReadSoon: true), _check.GetCurrentHashAsUInt64());
    }

    public void Dispose() => _file.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Encode(ReadOnlySpan<SubjectEntry> entries, Span<byte> encoded)
    {
        fixed (byte* start = encoded)
        {
            var at = start;
            foreach (ref readonly var entry in entries)
            {
                Encode(at, entry.Subject, entry.Leaf);
                at += SubjectTrailer.EntrySize;
            }
        }
    }
}
