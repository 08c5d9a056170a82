using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// The last 128 bytes of a Table, which say what the bytes before them are. At the end rather than at the start,
/// because a file written in one pass knows its count and checksums only then. The layout stands in the README.
/// </summary>
internal readonly record struct TableTrailer(
    string Name, ushort Format, int RowSize, long Count, ulong FirstKey, ulong LastKey,
    ulong RowsChecksum, ulong FencesChecksum, int RowsPerFence)
{
    public const int Size = 128;
    public const ushort FileFormat = 2;

    private const ushort FirstFileFormat = 1;
    private const int MostRowsPerFence = 64;

    private const int NameAt = 48;
    private const int ChecksumAt = 104;
    private const int FileFormatAt = 112;
    private const int MagicAt = 120;

    private static ReadOnlySpan<byte> Magic => "DTSENTAB"u8;

    public long FenceCount => (Count + RowsPerFence - 1) / RowsPerFence;

    /// <summary>Whether a fence may have so many rows.</summary>
    public static bool IsRowsPerFence(int rows) => int.IsPow2(rows) && rows <= MostRowsPerFence;

    public void Write(Span<byte> trailer)
    {
        trailer[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(trailer, Count);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[8..], FirstKey);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], LastKey);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[24..], RowsChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[32..], FencesChecksum);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[40..], RowSize);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[44..], Format);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[46..], (ushort)RowsPerFence);
        new TableSchema(Name, Format, RowSize).WriteName(trailer.Slice(NameAt, TableSchema.MaximumNameLength));
        BinaryPrimitives.WriteUInt16LittleEndian(trailer[FileFormatAt..], FileFormat);
        Magic.CopyTo(trailer[MagicAt..]);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[ChecksumAt..], XxHash3.HashToUInt64(trailer[..Size]));
    }

    /// <summary>Reads and checks a trailer: magic, format, checksum, and that its numbers give the file's length.</summary>
    public static TableTrailer Read(string path, long fileLength, ReadOnlySpan<byte> trailer)
    {
        if (trailer.Length != Size || !trailer[MagicAt..].SequenceEqual(Magic))
        {
            throw new RegisterFileException(path, RegisterFileFault.Truncated, "does not end as a Table does.");
        }

        var fileFormat = BinaryPrimitives.ReadUInt16LittleEndian(trailer[FileFormatAt..]);
        if (fileFormat is < FirstFileFormat or > FileFormat)
        {
            throw new RegisterFileException(
                path, RegisterFileFault.UnknownFormat,
                $"is a Table of format {fileFormat}; this software reads {FirstFileFormat} and {FileFormat}.");
        }

        Span<byte> summed = stackalloc byte[Size];
        trailer.CopyTo(summed);
        summed.Slice(ChecksumAt, sizeof(ulong)).Clear();
        if (XxHash3.HashToUInt64(summed) != BinaryPrimitives.ReadUInt64LittleEndian(trailer[ChecksumAt..]))
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "the trailer is damaged.");
        }

        var read = new TableTrailer(
            Encoding.ASCII.GetString(trailer.Slice(NameAt, TableSchema.MaximumNameLength).TrimEnd((byte)0)),
            BinaryPrimitives.ReadUInt16LittleEndian(trailer[44..]),
            BinaryPrimitives.ReadInt32LittleEndian(trailer[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(trailer),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(trailer[32..]),
            BinaryPrimitives.ReadUInt16LittleEndian(trailer[46..]));
        read.CheckLength(path, fileLength);
        return read;
    }

    // A correct checksum does not make the numbers sane: every later bound rests on this check alone.
    private void CheckLength(string path, long fileLength)
    {
        if (!IsRowsPerFence(RowsPerFence) || Count < 0 || Count > fileLength
            || RowSize is < TableSchema.MinimumRowSize or > TableSchema.MaximumRowSize
            || ((Int128)Count * RowSize) + ((Int128)FenceCount * sizeof(ulong)) + Size != fileLength)
        {
            throw new RegisterFileException(
                path, RegisterFileFault.WrongLength, "the trailer does not fit the length of the file.");
        }
    }
}
