using System.Buffers.Binary;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>Where each value stands in a row of the People table, and how a row is made. The README has the picture.</summary>
internal static class PersonLayout
{
    public const int RowSize = 48;
    public const int FamilyNumberAt = 8;
    public const int DesilAt = 16;
    public const int PlaceAt = 18;
    public const int BirthDateAt = 23;
    public const int NameLengthAt = 25;
    public const int NameAt = 26;

    /// <summary>Bytes of a name that the row itself has room for. Four of five names of Indonesia are no longer.</summary>
    public const int NameRoom = RowSize - NameAt;

    /// <summary>In the place of a length: the cell says where the name stands among the long ones.</summary>
    public const byte IsLong = 0xFF;

    public const int LongNameAt = NameAt;
    public const int LongNameLengthAt = NameAt + sizeof(uint);
    public const int LongNameHeadAt = LongNameLengthAt + sizeof(ushort);

    /// <summary>Bytes of a long name that stand in the row, so that most names that differ differ there.</summary>
    public const int LongNameHead = RowSize - LongNameHeadAt;

    /// <summary>Bytes of the rest in each row of the long names: nearly all of them need one.</summary>
    public const int LongNamePart = 16;

    /// <summary>The longest name in UTF-8: 200 characters of at most three bytes each (a pair of surrogates has four).</summary>
    public const int MaximumNameBytes = 600;

    /// <summary>Rows a fence of the People: every person is sought there, most of them a thousand at a time.</summary>
    public const int RowsPerFence = 4;

    private const int DesaBits = 34;
    private const int StatusBits = 3;

    /// <summary>People, by NIK.</summary>
    public static readonly TableSchema People = new("people", 2, RowSize);

    /// <summary>What does not fit its row of a name, in parts, by a running number.</summary>
    public static readonly TableSchema LongNames = new("names", 2, sizeof(ulong) + LongNamePart);

    /// <summary>The first day of birth that a row can hold.</summary>
    public static readonly DateOnly FirstBirthDate = new(1880, 1, 1);

    /// <summary>The last one, in 2059: by then the rows have a new format.</summary>
    public static readonly DateOnly LastBirthDate = FirstBirthDate.AddDays(ushort.MaxValue);

    /// <summary>Fills a row. Where the rest of a name that does not fit will stand is known when the row is written.</summary>
    public static void Write(Span<byte> row, Nik nik, FamilyNumber family, DesilSet desil, Person person, ReadOnlySpan<byte> name)
    {
        row[..RowSize].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(row, nik.RevealNumber());
        BinaryPrimitives.WriteUInt64LittleEndian(row[FamilyNumberAt..], family.RevealNumber());
        BinaryPrimitives.WriteUInt16LittleEndian(row[DesilAt..], desil.Pack());
        var place = person.Desa | ((ulong)person.Status << DesaBits) | ((ulong)person.Sex << (DesaBits + StatusBits));
        BinaryPrimitives.WriteUInt32LittleEndian(row[PlaceAt..], (uint)place);
        row[PlaceAt + sizeof(uint)] = (byte)(place >> 32);
        BinaryPrimitives.WriteUInt16LittleEndian(
            row[BirthDateAt..], checked((ushort)(person.BirthDate.DayNumber - FirstBirthDate.DayNumber)));
        if (name.Length <= NameRoom)
        {
            row[NameLengthAt] = (byte)name.Length;
            name.CopyTo(row[NameAt..]);
        }
        else
        {
            row[NameLengthAt] = IsLong;
            BinaryPrimitives.WriteUInt16LittleEndian(row[LongNameLengthAt..], (ushort)name.Length);
            name[..LongNameHead].CopyTo(row[LongNameHeadAt..]);
        }
    }

    /// <summary>Rows of the long names that the rest of a name takes.</summary>
    public static int PartsOf(int nameLength) => (nameLength - LongNameHead + LongNamePart - 1) / LongNamePart;

    public static ulong Desa(ReadOnlySpan<byte> row) => Place(row) & ((1ul << DesaBits) - 1);

    public static NikStatus Status(ReadOnlySpan<byte> row) => (NikStatus)((Place(row) >> DesaBits) & ((1 << StatusBits) - 1));

    public static Sex Sex(ReadOnlySpan<byte> row) => (Sex)(Place(row) >> (DesaBits + StatusBits));

    private static ulong Place(ReadOnlySpan<byte> row) =>
        BinaryPrimitives.ReadUInt32LittleEndian(row[PlaceAt..]) | ((ulong)row[PlaceAt + sizeof(uint)] << 32);
}
