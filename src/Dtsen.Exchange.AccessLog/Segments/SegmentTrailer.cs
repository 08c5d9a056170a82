using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>The last 128 bytes of a sealed segment; the layout stands in the README.</summary>
internal readonly record struct SegmentTrailer(long First, long Count, long LeafBytes)
{
    public const int Size = 128;

    private const ushort Format = 1;
    private const int RootAt = 40;
    private const int DigestAt = 72;
    private const int CheckAt = 120;

    private static ReadOnlySpan<byte> Magic => "DTSENLOG"u8;

    public long End => First + Count;

    /// <summary>Where the u32 ends of the leaves stand; before them are the leaves.</summary>
    public long EndsAt => LeafBytes;

    /// <summary>Where the hashes of the perfect subtrees before the segment stand.</summary>
    public long PeaksAt => EndsAt + (Count * sizeof(uint));

    /// <summary>Where the nodes of a tier stand.</summary>
    public long NodesAt(int tier)
    {
        var at = PeaksAt + (BitOperations.PopCount((ulong)First) * TreeHash.Size);
        for (var lower = 0; lower < tier; lower++)
        {
            at += NodeCount(lower) * TreeHash.Size;
        }

        return at;
    }

    /// <summary>The nodes of a tier that this segment completes.</summary>
    public long NodeCount(int tier) => Tiers.CompleteAt(tier, End) - Tiers.CompleteAt(tier, First);

    public void Write(Span<byte> trailer, in TreeHash root, ReadOnlySpan<byte> digest)
    {
        trailer[..Size].Clear();
        Magic.CopyTo(trailer);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[8..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[24..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[32..], LeafBytes);
        ((ReadOnlySpan<byte>)root).CopyTo(trailer[RootAt..]);
        digest.CopyTo(trailer[DigestAt..]);
        Check(trailer, trailer[CheckAt..]);
    }

    /// <summary>Reads and checks a trailer: magic, format, checksum, and that its numbers give the file's length.</summary>
    /// <exception cref="AccessLogException">Something of it is wrong.</exception>
    public static SegmentTrailer Read(string path, long fileLength, ReadOnlySpan<byte> trailer)
    {
        Span<byte> check = stackalloc byte[Size - CheckAt];
        Check(trailer, check);
        if (!trailer.StartsWith(Magic) || !check.SequenceEqual(trailer[CheckAt..]))
        {
            throw AccessLogException.Damaged(path, "does not end as a segment does.");
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(trailer[8..]) != Format)
        {
            throw AccessLogException.Damaged(path, "is of a format that this software does not read.");
        }

        var read = new SegmentTrailer(
            BinaryPrimitives.ReadInt64LittleEndian(trailer[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(trailer[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(trailer[32..]));
        if (read.First < 0 || read.Count is < 1 or > uint.MaxValue || read.LeafBytes < 0 || read.LeafBytes > fileLength
            || read.NodesAt(Tiers.Count) + Size != fileLength)
        {
            throw AccessLogException.Damaged(path, "its trailer does not fit the length of the file.");
        }

        return read;
    }

    public static ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> trailer) => trailer.Slice(DigestAt, SHA256.HashSizeInBytes);

    private static void Check(ReadOnlySpan<byte> trailer, Span<byte> check)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(trailer[..CheckAt], hash);
        hash[..(Size - CheckAt)].CopyTo(check);
    }
}
