using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>The journal of a segment that is not sealed yet, in memory.</summary>
internal sealed class JournalContent
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 32;
    private const int RecordHeaderSize = 9;
    private const int CheckSize = 8;

    private readonly byte[] _file;
    private int _at = HeaderSize;

    private JournalContent(byte[] file) => _file = file;

    public long First => BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan(16));

    public static JournalContent? Read(string path, FindingList findings)
    {
        var file = File.ReadAllBytes(path);
        if (file.Length < HeaderSize || !file.AsSpan().StartsWith("DTSENJNL\u0002\0\0\0\0\0\0\0"u8)
            || !SHA256.HashData(file.AsSpan(0, 24)).AsSpan(0, CheckSize).SequenceEqual(file.AsSpan(24, CheckSize)))
        {
            findings.Add(path, null, AuditFault.Unreadable, "The header of the journal is damaged.");
            return null;
        }

        return new JournalContent(file);
    }

    /// <summary>Reads the next group of leaves.</summary>
    /// <param name="next">The index that its first leaf must have.</param>
    /// <param name="read">Receives each leaf with its subjects, as bytes.</param>
    /// <returns>Whether there was a whole group; if not, see <see cref="IsAtEnd"/>.</returns>
    public bool TryReadGroup(long next, Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> read)
    {
        var rest = _file.AsSpan(_at);
        if (rest.Length < FrameHeaderSize || !rest[CheckSize..].StartsWith("DFRM"u8))
        {
            return false;
        }

        long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]);
        if (length > rest.Length - FrameHeaderSize)
        {
            return false;
        }

        var frame = rest[..(FrameHeaderSize + (int)length)];
        if (XxHash3.HashToUInt64(frame[CheckSize..]) != BinaryPrimitives.ReadUInt64LittleEndian(frame)
            || BinaryPrimitives.ReadInt64LittleEndian(frame[24..]) != next)
        {
            return false;
        }

        _at += frame.Length;
        ReadRecords(frame[FrameHeaderSize..], read);
        return true;
    }

    /// <summary>Whether nothing is left but zeros, which are written before the leaves that are to come.</summary>
    public bool IsAtEnd => !_file.AsSpan(_at).ContainsAnyExcept((byte)0);

    private static void ReadRecords(ReadOnlySpan<byte> records, Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> read)
    {
        while (records.Length >= RecordHeaderSize)
        {
            long leaf = BinaryPrimitives.ReadUInt32LittleEndian(records);
            var subjects = BinaryPrimitives.ReadUInt32LittleEndian(records[4..]) * (long)sizeof(ulong);
            records = records[RecordHeaderSize..];
            if (leaf + subjects > records.Length)
            {
                return;
            }

            read(records[..(int)leaf], records.Slice((int)leaf, (int)subjects));
            records = records[(int)(leaf + subjects)..];
        }
    }
}
