using System.Buffers.Binary;
using System.Numerics;

namespace Dtsen.Exchange.Audit;

/// <summary>A sealed segment in memory, cut into its parts; nothing in it is believed yet.</summary>
internal sealed class SegmentContent
{
    private const int TrailerSize = 128;
    private const int Tiers = 5;
    private const int TierLevels = 8;

    private readonly byte[] _file;
    private readonly long _leafBytes;
    private readonly long[] _tierAt = new long[Tiers + 1];

    private SegmentContent(byte[] file, ReadOnlySpan<byte> trailer)
    {
        _file = file;
        First = BinaryPrimitives.ReadInt64LittleEndian(trailer[16..]);
        Count = BinaryPrimitives.ReadInt64LittleEndian(trailer[24..]);
        _leafBytes = BinaryPrimitives.ReadInt64LittleEndian(trailer[32..]);
        Root = trailer.Slice(40, Hashing.Size).ToArray();
        if (First < 0 || Count < 1 || Count > file.Length || _leafBytes < 0 || _leafBytes > file.Length)
        {
            return;
        }

        _tierAt[0] = PeaksAt + (BitOperations.PopCount((ulong)First) * Hashing.Size);
        for (var tier = 0; tier < Tiers; tier++)
        {
            var nodes = ((First + Count) >> (tier * TierLevels)) - (First >> (tier * TierLevels));
            _tierAt[tier + 1] = _tierAt[tier] + (nodes * Hashing.Size);
        }
    }

    public long First { get; }

    public long Count { get; }

    public byte[] Root { get; }

    private long PeaksAt => _leafBytes + (Count * sizeof(uint));

    public static SegmentContent? Read(string path, FindingList findings)
    {
        var file = File.ReadAllBytes(path);
        var trailer = FileTrailer.Of(path, file, TrailerSize, "DTSENLOG"u8, findings);
        if (trailer.IsEmpty)
        {
            return null;
        }

        var content = new SegmentContent(file, trailer);
        if (content._tierAt[0] == 0 || content._tierAt[Tiers] + TrailerSize != file.Length)
        {
            findings.Add(path, null, AuditFault.Unreadable, "The trailer does not fit the length of the file.");
            return null;
        }

        FileTrailer.CheckDigest(path, file.AsSpan(0, file.Length - TrailerSize), trailer.Slice(72, Hashing.Size), findings);
        return content;
    }

    /// <summary>The bytes of a leaf; empty if its bounds are none.</summary>
    public ReadOnlySpan<byte> Leaf(long number)
    {
        long start = number == 0 ? 0 : EndOf(number - 1);
        long end = number == Count - 1 && EndOf(number) != _leafBytes ? 0 : EndOf(number);
        return end > start && end <= _leafBytes ? _file.AsSpan((int)start, (int)(end - start)) : [];
    }

    public ReadOnlySpan<byte> LeafHash(long number) => Hash(_tierAt[0], number);

    public IEnumerable<byte[]> Peaks() => Enumerable
        .Range(0, BitOperations.PopCount((ulong)First))
        .Select(i => Hash(PeaksAt, i).ToArray());

    /// <summary>The kept hash of a perfect subtree that this segment completes; empty if the level is not one that is kept.</summary>
    /// <param name="level">log2 of its leaves.</param>
    /// <param name="end">The index after its last leaf.</param>
    public ReadOnlySpan<byte> Node(int level, long end)
    {
        var tier = level / TierLevels;
        return level % TierLevels == 0 && tier < Tiers
            ? Hash(_tierAt[tier], (end >> level) - 1 - (First >> level))
            : [];
    }

    private uint EndOf(long number) =>
        BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan((int)(_leafBytes + (number * sizeof(uint)))));

    private ReadOnlySpan<byte> Hash(long at, long number) => _file.AsSpan((int)(at + (number * Hashing.Size)), Hashing.Size);
}
