using System.Buffers.Binary;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.History;

/// <summary>Where each value stands in a row of the history table, and how one is made of a row of the People table.</summary>
internal static class HistoryLayout
{
    public const int RowSize = 13;

    private const int DesilAt = 8;
    private const int PlaceAt = 10;
    private const int KabupatenBits = 14;

    /// <summary>People of a retired release, by NIK.</summary>
    public static readonly TableSchema History = new("history", 1, RowSize);

    /// <summary>Copies what stays of a person.</summary>
    public static void Write(Span<byte> row, ReadOnlySpan<byte> person)
    {
        person[..sizeof(ulong)].CopyTo(row);
        person.Slice(PersonLayout.DesilAt, sizeof(ushort)).CopyTo(row[DesilAt..]);
        var place = (uint)WilayahCode.KabupatenOf(PersonLayout.Desa(person)) | ((uint)PersonLayout.Status(person) << KabupatenBits);
        BinaryPrimitives.WriteUInt16LittleEndian(row[PlaceAt..], (ushort)place);
        row[PlaceAt + sizeof(ushort)] = (byte)(place >> 16);
    }

    public static HistoryRow Read(ReadOnlySpan<byte> row)
    {
        var place = BinaryPrimitives.ReadUInt16LittleEndian(row[PlaceAt..]) | ((uint)row[PlaceAt + sizeof(ushort)] << 16);
        return new HistoryRow(
            place & ((1u << KabupatenBits) - 1),
            DesilSet.Unpack(BinaryPrimitives.ReadUInt16LittleEndian(row[DesilAt..])),
            (NikStatus)(place >> KabupatenBits));
    }
}
