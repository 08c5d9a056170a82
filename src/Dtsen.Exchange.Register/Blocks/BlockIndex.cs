using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>Where the blocks of a file stand: as a completed file says, or as an unfinished one shows.</summary>
internal static class BlockIndex
{
    public static BlockEntry[] Read(string path, SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        var trailer = BlockTrailer.Read(path, handle, length);
        var room = length - BlockFile.HeaderSize - BlockTrailer.Size;
        if (trailer.Blocks < 0 || trailer.Blocks > room / BlockEntry.Size || trailer.Blocks > Array.MaxLength / BlockEntry.Size)
        {
            throw new RegisterFileException(
                path, RegisterFileFault.WrongLength, "the trailer does not fit the length of the file.");
        }

        var bytes = new byte[trailer.Blocks * BlockEntry.Size];
        var indexAt = length - BlockTrailer.Size - bytes.Length;
        if (!BlockFile.ReadExactly(handle, bytes, indexAt)
            || XxHash3.HashToUInt64(bytes) != trailer.IndexChecksum)
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "the index is damaged.");
        }

        var blocks = new BlockEntry[trailer.Blocks];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = BlockEntry.Read(bytes.AsSpan(i * BlockEntry.Size));
        }

        CheckJoined(path, blocks, indexAt, trailer);
        return blocks;
    }

    public static BlockEntry[] Gather(string path, SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        if (BlockTrailer.IsAtEndOf(handle, length))
        {
            throw new RegisterFileException(path, RegisterFileFault.AlreadyCompleted, "is complete.");
        }

        var blocks = new List<BlockEntry>();
        long rows = 0;
        ulong? lastKey = null;
        for (long at = BlockFile.HeaderSize; at < length;)
        {
            if (!BlockScan.TryReadHeader(handle, at, rows, lastKey, out var block) || block.Length > length - at)
            {
                throw new RegisterFileException(
                    path, RegisterFileFault.Truncated, $"block {blocks.Count} is damaged or not whole.");
            }

            blocks.Add(new BlockEntry(at, block.FirstKey, rows, block.Count, block.Length));
            at += block.Length;
            rows += block.Count;
            lastKey = block.LastKey;
        }

        return [.. blocks];
    }

    // Blocks follow each other without a gap or an overlap: no read can leave them, and no row is counted twice.
    private static void CheckJoined(string path, BlockEntry[] blocks, long end, BlockTrailer trailer)
    {
        long at = BlockFile.HeaderSize;
        long rows = 0;
        var joined = true;
        for (var i = 0; i < blocks.Length && joined; i++)
        {
            var block = blocks[i];
            joined = block.Offset == at && block.FirstRow == rows && block.Count > 0
                && block.Length is > BlockHeader.Size and <= BlockHeader.Size + BlockFile.MaximumPayloadLength
                && (i == 0 ? block.FirstKey == trailer.FirstKey : block.FirstKey > blocks[i - 1].FirstKey);
            at += block.Length;
            rows += block.Count;
        }

        if (!joined || at != end || rows != trailer.Rows)
        {
            throw new RegisterFileException(path, RegisterFileFault.Inconsistent, "the index contradicts itself.");
        }
    }
}
