using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>The last 96 bytes of a file of subjects; the layout stands in the README.</summary>
internal readonly record struct SubjectTrailer(long First, long Leaves, long Count)
{
    public const int Size = 96;

    /// <summary>Bytes of an entry: the low 56 bits of the subject, then the leaf's number, counted from the first leaf.</summary>
    public const int EntrySize = 11;

    public const int SuffixSize = 7;

    /// <summary>One u32 for each top byte of a subject: the entries of those before it.</summary>
    public const int DirectoryCount = 256;

    private const ushort Format = 1;
    private const int DigestAt = 40;
    private const int CheckAt = 88;

    private static ReadOnlySpan<byte> Magic => "DTSENSUB"u8;

    public long End => First + Leaves;

    public long DirectoryAt => Count * EntrySize;

    public long FileLength => DirectoryAt + (DirectoryCount * sizeof(uint)) + Size;

    public void Write(Span<byte> trailer, ReadOnlySpan<byte> digest)
    {
        trailer[..Size].Clear();
        Magic.CopyTo(trailer);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[8..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[24..], Leaves);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[32..], Count);
        digest.CopyTo(trailer[DigestAt..]);
        Check(trailer, trailer[CheckAt..]);
    }

    /// <exception cref="AccessLogException">The trailer is damaged, or its numbers do not give the file's length.</exception>
    public static SubjectTrailer Read(string path, long fileLength, ReadOnlySpan<byte> trailer)
    {
        Span<byte> check = stackalloc byte[Size - CheckAt];
        Check(trailer, check);
        if (!trailer.StartsWith(Magic) || !check.SequenceEqual(trailer[CheckAt..])
            || BinaryPrimitives.ReadUInt16LittleEndian(trailer[8..]) != Format)
        {
            throw AccessLogException.Damaged(path, "does not end as a file of subjects of this format does.");
        }

        var read = new SubjectTrailer(
            BinaryPrimitives.ReadInt64LittleEndian(trailer[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(trailer[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(trailer[32..]));
        if (read.First < 0 || read.Leaves is < 1 or > uint.MaxValue || read.Count is < 0 or > uint.MaxValue
            || read.FileLength != fileLength)
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
