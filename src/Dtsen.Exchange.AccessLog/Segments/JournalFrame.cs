using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// A group of records that was written and synced together: 8 bytes of XXH3 over all that follows, then "DFRM", u32 length of the
/// records, u32 their number, u32 0, u64 index of the first leaf, the records.
/// </summary>
internal readonly record struct JournalFrame(int PayloadLength, int Count, long First)
{
    public const int HeaderSize = 32;

    private const int CheckSize = 8;

    /// <summary>Stands at <see cref="MagicAt"/> of every frame, which is how one is looked for behind damage.</summary>
    public static ReadOnlySpan<byte> Magic => "DFRM"u8;

    public const int MagicAt = CheckSize;

    public int Length => HeaderSize + PayloadLength;

    /// <summary>Writes the header before records that already stand in the frame.</summary>
    public static void Complete(Span<byte> frame, int count, long first)
    {
        Magic.CopyTo(frame[MagicAt..]);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], frame.Length - HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(frame[16..], count);
        BinaryPrimitives.WriteInt32LittleEndian(frame[20..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], first);
        Check(frame, frame);
    }

    /// <summary>The frame with which the bytes begin, if it is whole and its records fit it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalFrame frame)
    {
        frame = default;
        if (bytes.Length < HeaderSize || !bytes[MagicAt..].StartsWith(Magic))
        {
            return false;
        }

        frame = new JournalFrame(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        if (frame.PayloadLength < 0 || frame.PayloadLength > bytes.Length - HeaderSize)
        {
            return false;
        }

        Span<byte> check = stackalloc byte[CheckSize];
        Check(bytes[..frame.Length], check);
        return check.SequenceEqual(bytes[..CheckSize]);
    }

    private static void Check(ReadOnlySpan<byte> frame, Span<byte> check) =>
        BinaryPrimitives.WriteUInt64LittleEndian(check, XxHash3.HashToUInt64(frame[CheckSize..]));
}
