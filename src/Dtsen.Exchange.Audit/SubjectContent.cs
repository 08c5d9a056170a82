using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>A file of subjects, turned round: the subjects of each leaf, as the leaf's digest wants them.</summary>
internal sealed class SubjectContent
{
    private const int TrailerSize = 96;
    private const int EntrySize = 11;
    private const int SuffixSize = 7;
    private const int Tops = 256;

    private readonly int[] _starts;
    private readonly ulong[] _subjects;

    private SubjectContent(long first, int[] starts, ulong[] subjects)
    {
        First = first;
        _starts = starts;
        _subjects = subjects;
    }

    public long First { get; }

    public long End => First + _starts.Length - 1;

    public static SubjectContent? Read(string path, FindingList findings)
    {
        var file = File.ReadAllBytes(path);
        var trailer = FileTrailer.Of(path, file, TrailerSize, "DTSENSUB"u8, findings);
        if (trailer.IsEmpty)
        {
            return null;
        }

        var first = BinaryPrimitives.ReadInt64LittleEndian(trailer[16..]);
        var leaves = BinaryPrimitives.ReadInt64LittleEndian(trailer[24..]);
        var count = BinaryPrimitives.ReadInt64LittleEndian(trailer[32..]);
        if (first < 0 || leaves < 1 || leaves > int.MaxValue - 1 || count < 0 || count > file.Length
            || (count * EntrySize) + (Tops * sizeof(uint)) + TrailerSize != file.Length)
        {
            findings.Add(path, null, AuditFault.Unreadable, "The trailer does not fit the length of the file.");
            return null;
        }

        FileTrailer.CheckDigest(path, file.AsSpan(0, file.Length - TrailerSize), trailer.Slice(40, Hashing.Size), findings);
        return Turn(path, file, first, (int)leaves, (int)count, findings);
    }

    /// <summary>Whether a leaf carries the digest of its subjects.</summary>
    public bool Binds(long leaf, ReadOnlySpan<byte> stored)
    {
        var number = (int)(leaf - First);
        var subjects = _subjects.AsSpan(_starts[number], _starts[number + 1] - _starts[number]);
        return stored.Length >= Hashing.Size
            && stored[^Hashing.Size..].SequenceEqual(SHA256.HashData(MemoryMarshal.AsBytes(subjects)));
    }

    // Entries come in order of subject, then of leaf: dealing them out to their leaves keeps each leaf's subjects in order.
    private static SubjectContent? Turn(string path, byte[] file, long first, int leaves, int count, FindingList findings)
    {
        var starts = new int[leaves + 2];
        for (var i = 0; i < count; i++)
        {
            var leaf = LeafAt(file, i);
            if (leaf >= leaves)
            {
                findings.Add(path, null, AuditFault.SubjectsMismatch, $"Entry {i} belongs to no leaf of the file.");
                return null;
            }

            starts[leaf + 2]++;
        }

        for (var leaf = 2; leaf < starts.Length; leaf++)
        {
            starts[leaf] += starts[leaf - 1];
        }

        var subjects = new ulong[count];
        var top = 0;
        (ulong Subject, uint Leaf) last = default;
        for (var i = 0; i < count; i++)
        {
            while (top + 1 < Tops && DirectoryAt(file, count, top + 1) <= i)
            {
                top++;
            }

            (ulong Subject, uint Leaf) entry = (((ulong)top << (SuffixSize * 8)) | SuffixAt(file, i), LeafAt(file, i));
            if (i > 0 && entry.CompareTo(last) <= 0)
            {
                findings.Add(path, first + entry.Leaf, AuditFault.SubjectsMismatch, $"Entry {i} is not in order.");
            }

            last = entry;
            subjects[starts[entry.Leaf + 1]++] = entry.Subject;
        }

        CheckDirectory(path, file, count, subjects.Length, findings);
        return new SubjectContent(first, starts[..^1], subjects);
    }

    private static void CheckDirectory(string path, byte[] file, int count, int entries, FindingList findings)
    {
        for (var top = 0; top < Tops; top++)
        {
            var start = DirectoryAt(file, count, top);
            var end = top + 1 < Tops ? DirectoryAt(file, count, top + 1) : (uint)entries;
            if (start > end || (top == 0 && start != 0))
            {
                findings.Add(path, null, AuditFault.SubjectsMismatch, $"The directory is not in order at {top}.");
            }
        }
    }

    private static ulong SuffixAt(byte[] file, int entry) =>
        BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(entry * EntrySize)) & ((1UL << (SuffixSize * 8)) - 1);

    private static uint LeafAt(byte[] file, int entry) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((entry * EntrySize) + SuffixSize));

    private static uint DirectoryAt(byte[] file, int count, int top) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((count * EntrySize) + (top * sizeof(uint))));
}
