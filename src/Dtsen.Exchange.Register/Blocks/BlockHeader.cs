using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>The 56 bytes before each block, which let a file without its end be read up to its last whole block.</summary>
internal readonly record struct BlockHeader(
    int PayloadLength, int RawLength, int Count, ulong FirstKey, ulong LastKey, long FirstRow, ulong PayloadChecksum)
{
    public const int Size = 56;

    private const uint Magic = 0x4B4C4244; // "DBLK"

    public int Length => Size + PayloadLength;

    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], PayloadLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], RawLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Count);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], FirstKey);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LastKey);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], FirstRow);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], PayloadChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], XxHash3.HashToUInt64(header[..48]));
    }

    /// <summary>Reads a header, or says that these bytes are none whose numbers could be trusted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> header, out BlockHeader read)
    {
        read = new BlockHeader(
            BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[40..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == Magic
            && BinaryPrimitives.ReadUInt64LittleEndian(header[48..]) == XxHash3.HashToUInt64(header[..48])
            && read.PayloadLength is > 0 and <= BlockFile.MaximumPayloadLength
            && read.RawLength is > 0 and <= BlockFile.MaximumRawLength
            && read.Count > 0 && read.Count <= read.RawLength
            && read.FirstKey <= read.LastKey && read.FirstRow >= 0;
    }
}
