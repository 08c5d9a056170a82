using System.Buffers.Binary;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Families;

/// <summary>Where each value stands in a row of the KK table. The README has the picture.</summary>
internal static class FamilyLayout
{
    public const int RowSize = 16;

    private const int DesaAt = 8;
    private const int DesilAt = 13;

    /// <summary>Families, by nomor KK.</summary>
    public static readonly TableSchema Families = new("families", 1, RowSize);

    public static void Write(Span<byte> row, FamilyNumber number, FamilyRow family)
    {
        row[..RowSize].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(row, number.RevealNumber());
        BinaryPrimitives.WriteUInt32LittleEndian(row[DesaAt..], (uint)family.Desa);
        row[DesaAt + sizeof(uint)] = (byte)(family.Desa >> 32);
        BinaryPrimitives.WriteUInt16LittleEndian(row[DesilAt..], family.Desil.Pack());
    }

    public static FamilyRow Read(ReadOnlySpan<byte> row) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(row[DesaAt..]) | ((ulong)row[DesaAt + sizeof(uint)] << 32),
        DesilSet.Unpack(BinaryPrimitives.ReadUInt16LittleEndian(row[DesilAt..])));
}
