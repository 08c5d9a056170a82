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

    // 0: not said, as in rows that an older version wrote; else one more than the members.
    private const int LivingAt = 15;
    private const byte ManyLiving = byte.MaxValue;

    /// <summary>Families, by nomor KK.</summary>
    public static readonly TableSchema Families = new("families", 1, RowSize);

    public static void Write(Span<byte> row, FamilyNumber number, FamilyRow family)
    {
        row[..RowSize].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(row, number.RevealNumber());
        BinaryPrimitives.WriteUInt32LittleEndian(row[DesaAt..], (uint)family.Desa);
        row[DesaAt + sizeof(uint)] = (byte)(family.Desa >> 32);
        BinaryPrimitives.WriteUInt16LittleEndian(row[DesilAt..], family.Desil.Pack());
        row[LivingAt] = family.Living is { } living ? (byte)Math.Min(living + 1, ManyLiving) : (byte)0;
    }

    /// <summary>Whether a row of a Table says what a row says that is made of the family: it may not say how many live.</summary>
    public static bool Says(ReadOnlySpan<byte> held, ReadOnlySpan<byte> row) =>
        held[..LivingAt].SequenceEqual(row[..LivingAt]) && (held[LivingAt] == 0 || held[LivingAt] == row[LivingAt]);

    public static FamilyRow Read(ReadOnlySpan<byte> row) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(row[DesaAt..]) | ((ulong)row[DesaAt + sizeof(uint)] << 32),
        DesilSet.Unpack(BinaryPrimitives.ReadUInt16LittleEndian(row[DesilAt..])),
        row[LivingAt] is 0 or ManyLiving ? null : row[LivingAt] - 1);
}
