using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>Goes from block to block of a file without an index.</summary>
internal static class BlockScan
{
    /// <summary>The block at an offset, if a whole one stands there that follows on what came before.</summary>
    public static bool TryRead(
        SafeFileHandle handle, long offset, long rows, ulong? lastKey, ref byte[] buffer, out BlockHeader block)
    {
        if (!TryReadHeader(handle, offset, rows, lastKey, out block))
        {
            return false;
        }

        if (buffer.Length < block.Length)
        {
            buffer = new byte[block.Length];
        }

        var whole = buffer.AsSpan(0, block.Length);
        return BlockFile.ReadExactly(handle, whole, offset)
            && XxHash3.HashToUInt64(whole[BlockHeader.Size..]) == block.PayloadChecksum;
    }

    /// <summary>The same, but the block behind the header is not looked at.</summary>
    public static bool TryReadHeader(
        SafeFileHandle handle, long offset, long rows, ulong? lastKey, out BlockHeader block)
    {
        Span<byte> header = stackalloc byte[BlockHeader.Size];
        block = default;
        return BlockFile.ReadExactly(handle, header, offset)
            && BlockHeader.TryRead(header, out block)
            && block.FirstRow == rows && !(block.FirstKey <= lastKey);
    }
}
