using System.Buffers.Binary;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>One block in the index of a file: 32 bytes.</summary>
internal readonly record struct BlockEntry(long Offset, ulong FirstKey, long FirstRow, int Count, int Length)
{
    public const int Size = 32;

    public void Write(Span<byte> entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, Offset);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], FirstKey);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], FirstRow);
        BinaryPrimitives.WriteInt32LittleEndian(entry[24..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(entry[28..], Length);
    }

    public static BlockEntry Read(ReadOnlySpan<byte> entry) => new(
        BinaryPrimitives.ReadInt64LittleEndian(entry),
        BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
        BinaryPrimitives.ReadInt32LittleEndian(entry[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(entry[28..]));
}
