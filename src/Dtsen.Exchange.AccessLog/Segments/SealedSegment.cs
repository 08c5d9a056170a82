using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Tree;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// A complete, read-only file of leaves and hashes, opened at the first read and then kept open: a proof reads from a segment a dozen
/// times.
/// </summary>
internal sealed class SealedSegment : ISegment, IDisposable
{
    private readonly SegmentTrailer _trailer;
    private readonly Lazy<SafeFileHandle> _handle;

    private SealedSegment(string path, SegmentTrailer trailer, byte[]? sha256)
    {
        FilePath = path;
        Sha256 = sha256;
        _trailer = trailer;
        _handle = new Lazy<SafeFileHandle>(() => OpenFile(path));
    }

    public string FilePath { get; }

    /// <summary>SHA-256 of the whole file, where it was written by this process.</summary>
    public byte[]? Sha256 { get; }

    public long First => _trailer.First;

    public long End => _trailer.End;

    /// <summary>Reads the trailer, and no more.</summary>
    /// <exception cref="AccessLogException">The trailer is damaged.</exception>
    public static SealedSegment Open(string path, byte[]? sha256 = null)
    {
        using var handle = OpenFile(path);
        return new SealedSegment(path, SegmentTrailer.Read(path, RandomAccess.GetLength(handle), ReadTrailer(path, handle)), sha256);
    }

    public void ReadNodes(int tier, long first, Span<TreeHash> hashes)
    {
        var at = _trailer.NodesAt(tier) + ((first - Tiers.CompleteAt(tier, First)) * TreeHash.Size);
        ExactRead.Fill(FilePath, _handle.Value, TreeHash.Bytes(hashes), at);
    }

    public void ReadLeaves(long first, int count, List<LogLeaf> leaves) => ReadLeaves(_handle.Value, first, count, leaves);

    public void Dispose()
    {
        if (_handle.IsValueCreated)
        {
            _handle.Value.Dispose();
        }
    }

    /// <summary>Reads the whole file and compares every leaf with its hash, and all bytes with their digest.</summary>
    /// <exception cref="AccessLogException">Names the first leaf that differs from its hash, or the file.</exception>
    public void Verify()
    {
        const int some = 1024;
        using var handle = OpenFile(FilePath);
        var leaves = new List<LogLeaf>(some);
        for (var index = First; index < End; index += some)
        {
            leaves.Clear();
            ReadLeaves(handle, index, (int)Math.Min(some, End - index), leaves);
        }

        VerifyDigest(handle);
    }

    /// <summary>Compares all bytes with their digest.</summary>
    /// <returns>SHA-256 of the whole file.</returns>
    /// <exception cref="AccessLogException">They differ.</exception>
    public byte[] VerifyDigest()
    {
        using var handle = OpenFile(FilePath);
        return VerifyDigest(handle);
    }

    private byte[] VerifyDigest(SafeFileHandle handle)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        var end = RandomAccess.GetLength(handle) - SegmentTrailer.Size;
        for (long at = 0; at < end;)
        {
            var some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at));
            ExactRead.Fill(FilePath, handle, some, at);
            sha256.AppendData(some);
            at += some.Length;
        }

        var trailer = ReadTrailer(FilePath, handle);
        if (SegmentTrailer.Read(FilePath, end + SegmentTrailer.Size, trailer) != _trailer
            || !SegmentTrailer.Digest(trailer).SequenceEqual(sha256.GetCurrentHash()))
        {
            throw AccessLogException.Damaged(FilePath, "its bytes differ from their digest.");
        }

        sha256.AppendData(trailer);
        return sha256.GetHashAndReset();
    }

    private void ReadLeaves(SafeFileHandle handle, long first, int count, List<LogLeaf> leaves)
    {
        var number = first - First;
        var ends = new uint[count + 1];
        var skip = number == 0 ? 1 : 0;
        ExactRead.Fill(
            FilePath, handle, MemoryMarshal.AsBytes(ends.AsSpan(skip)),
            _trailer.EndsAt + ((number - 1 + skip) * sizeof(uint)));
        var hashes = new TreeHash[count];
        ExactRead.Fill(FilePath, handle, TreeHash.Bytes(hashes), _trailer.NodesAt(0) + (number * TreeHash.Size));
        for (var i = 0; i < count; i++)
        {
            leaves.Add(ReadLeaf(handle, first + i, ends[i], ends[i + 1], hashes[i]));
        }
    }

    private LogLeaf ReadLeaf(SafeFileHandle handle, long index, uint start, uint end, TreeHash expected)
    {
        if (end >= start + SHA256.HashSizeInBytes && end <= _trailer.LeafBytes)
        {
            var prefixed = new byte[1 + end - start];
            prefixed[0] = TreeHash.LeafPrefix;
            ExactRead.Fill(FilePath, handle, prefixed.AsSpan(1), start);
            if (TreeHash.OfPrefixed(prefixed).Equals(expected))
            {
                return new LogLeaf(index, prefixed.AsMemory(1));
            }
        }

        throw AccessLogException.Damaged(FilePath, $"leaf {index} differs from its hash.");
    }

    private static SafeFileHandle OpenFile(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);

    private static byte[] ReadTrailer(string path, SafeFileHandle handle)
    {
        var trailer = new byte[SegmentTrailer.Size];
        var at = RandomAccess.GetLength(handle) - trailer.Length;
        if (at < 0)
        {
            throw AccessLogException.Damaged(path, "is too short for a segment.");
        }

        ExactRead.Fill(path, handle, trailer, at);
        return trailer;
    }
}
