using System.Buffers;
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

    /// <summary>Builds the record, and with it the leaf that is stored: the caller's bytes and the digest of the subjects.</summary>
    public static byte[] Build(ReadOnlySpan<byte> leaf, ReadOnlySpan<ulong> subjects, out TreeHash hash)
    {
        var sorted = ArrayPool<ulong>.Shared.Rent(subjects.Length);
        try
        {
            subjects.CopyTo(sorted);
            var kept = sorted.AsSpan(0, SubjectDigest.SortDistinct(sorted.AsSpan(0, subjects.Length)));
            var stored = leaf.Length + SHA256.HashSizeInBytes;
            var record = new byte[HeaderSize + stored + (kept.Length * sizeof(ulong))];
            BinaryPrimitives.WriteInt32LittleEndian(record, stored);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(sizeof(int)), kept.Length);
            record[PrefixAt] = TreeHash.LeafPrefix;
            leaf.CopyTo(record.AsSpan(HeaderSize));
            SubjectDigest.Compute(kept, record.AsSpan(HeaderSize + leaf.Length, SHA256.HashSizeInBytes));
            MemoryMarshal.AsBytes(kept).CopyTo(record.AsSpan(HeaderSize + stored));
            hash = Hash(record);
            return record;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(sorted);
        }
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
