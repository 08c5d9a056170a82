using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Subjects;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// A leaf with its subjects as the journal holds it: u32 length of the leaf, u32 number of subjects, a 0, the leaf, the subjects.
/// The 0 is the prefix of a leaf's hash, so that the leaf is hashed where it stands.
/// </summary>
internal static class LeafRecord
{
    public const int HeaderSize = 9;

    private const int PrefixAt = 8;

    /// <summary>How long the record will be at most: subjects that come twice are kept once.</summary>
    public static int MaxLength(int leafLength, int subjects) =>
        HeaderSize + leafLength + SHA256.HashSizeInBytes + (subjects * sizeof(ulong));

    /// <summary>Writes the record, and with it the leaf that is stored: the caller's bytes and the digest of the subjects.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> record, ReadOnlySpan<byte> leaf, ReadOnlySpan<ulong> subjects, out TreeHash hash)
    {
        var stored = leaf.Length + SHA256.HashSizeInBytes;
        var places = record.Slice(HeaderSize + stored, subjects.Length * sizeof(ulong));
        var kept = MemoryMarshal.Cast<byte, ulong>(places);
        subjects.CopyTo(kept);
        kept = kept[..SubjectDigest.SortDistinct(kept)];
        BinaryPrimitives.WriteInt32LittleEndian(record, stored);
        BinaryPrimitives.WriteInt32LittleEndian(record[sizeof(int)..], kept.Length);
        record[PrefixAt] = TreeHash.LeafPrefix;
        leaf.CopyTo(record[HeaderSize..]);
        SubjectDigest.Compute(kept, record.Slice(HeaderSize + leaf.Length, SHA256.HashSizeInBytes));
        hash = Hash(record);
        return HeaderSize + stored + (kept.Length * sizeof(ulong));
    }

    public static int LeafLength(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt32LittleEndian(record);

    public static int SubjectCount(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(int)..]);

    public static int Length(ReadOnlySpan<byte> record) =>
        HeaderSize + LeafLength(record) + (SubjectCount(record) * sizeof(ulong));

    /// <summary>Whether the bytes begin with a record; asked of what comes from a disk.</summary>
    public static bool Fits(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderSize && LeafLength(bytes) >= SHA256.HashSizeInBytes && SubjectCount(bytes) >= 0
        && (long)HeaderSize + LeafLength(bytes) + ((long)SubjectCount(bytes) * sizeof(ulong)) <= bytes.Length;

    public static TreeHash Hash(ReadOnlySpan<byte> record) =>
        TreeHash.OfPrefixed(record.Slice(PrefixAt, 1 + LeafLength(record)));

    public static ReadOnlySpan<ulong> Subjects(ReadOnlySpan<byte> record) => MemoryMarshal.Cast<byte, ulong>(
        record.Slice(HeaderSize + LeafLength(record), SubjectCount(record) * sizeof(ulong)));
}
