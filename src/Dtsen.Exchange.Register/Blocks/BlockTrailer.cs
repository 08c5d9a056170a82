using System.Buffers.Binary;
using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>The last 64 bytes of a completed file: what makes it complete.</summary>
internal readonly record struct BlockTrailer(
    long Blocks, long Rows, ulong FirstKey, ulong LastKey, ulong IndexChecksum)
{
    public const int Size = 64;

    private static ReadOnlySpan<byte> Magic => "DTSENBLE"u8;

    public void Write(Span<byte> trailer)
    {
        trailer[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(trailer, Blocks);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[8..], Rows);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], FirstKey);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[24..], LastKey);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[32..], IndexChecksum);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[48..], BlockFile.Format);
        Magic.CopyTo(trailer[56..]);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[40..], XxHash3.HashToUInt64(trailer[..Size]));
    }

    /// <summary>Whether a file ends as a completed one does; its content is not looked at.</summary>
    public static bool IsAtEndOf(SafeFileHandle handle, long length)
    {
        Span<byte> trailer = stackalloc byte[Size];
        return length >= BlockFile.HeaderSize + Size
            && BlockFile.ReadExactly(handle, trailer, length - Size)
            && trailer[56..].SequenceEqual(Magic) && ChecksumHolds(trailer);
    }

    public static BlockTrailer Read(string path, SafeFileHandle handle, long length)
    {
        Span<byte> trailer = stackalloc byte[Size];
        if (length < BlockFile.HeaderSize + Size || !BlockFile.ReadExactly(handle, trailer, length - Size)
            || !trailer[56..].SequenceEqual(Magic))
        {
            throw new RegisterFileException(
                path, RegisterFileFault.Truncated, "does not end as a completed Blocks file does.");
        }

        BlockFile.CheckFormat(path, BinaryPrimitives.ReadUInt16LittleEndian(trailer[48..]));
        if (!ChecksumHolds(trailer))
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "the trailer is damaged.");
        }

        return new BlockTrailer(
            BinaryPrimitives.ReadInt64LittleEndian(trailer),
            BinaryPrimitives.ReadInt64LittleEndian(trailer[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[32..]));
    }

    private static bool ChecksumHolds(ReadOnlySpan<byte> trailer)
    {
        Span<byte> summed = stackalloc byte[Size];
        trailer.CopyTo(summed);
        summed.Slice(40, sizeof(ulong)).Clear();
        return BinaryPrimitives.ReadUInt64LittleEndian(trailer[40..]) == XxHash3.HashToUInt64(summed);
    }
}
