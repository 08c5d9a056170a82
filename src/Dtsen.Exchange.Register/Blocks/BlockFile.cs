using System.Buffers.Binary;
using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Blocks;

/// <summary>The first 16 bytes of a Blocks file, the limits of all that follow, and how they are read.</summary>
internal static class BlockFile
{
    public const int HeaderSize = 16;
    public const ushort Format = 1;

    /// <summary>Blocks are closed at this many raw bytes: big enough to compress, small enough to be read for one family.</summary>
    public const int TargetRawLength = 96 * 1024;

    public const int MaximumFamilyLength = 1 << 20;
    public const int MaximumRawLength = 4 << 20;
    public const int MaximumPayloadLength = 5 << 20;

    private static ReadOnlySpan<byte> Magic => "DTSENBLK"u8;

    public static void WriteHeader(Span<byte> header)
    {
        header[..HeaderSize].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Format);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)XxHash3.HashToUInt64(header[..12]));
    }

    public static void CheckHeader(string path, SafeFileHandle handle)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        if (!ReadExactly(handle, header, 0) || !header.StartsWith(Magic))
        {
            throw new RegisterFileException(path, RegisterFileFault.Truncated, "does not begin as a Blocks file does.");
        }

        CheckFormat(path, BinaryPrimitives.ReadUInt16LittleEndian(header[8..]));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != (uint)XxHash3.HashToUInt64(header[..12]))
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "the header is damaged.");
        }
    }

    public static void CheckFormat(string path, ushort format)
    {
        if (format != Format)
        {
            throw new RegisterFileException(
                path, RegisterFileFault.UnknownFormat,
                $"is a Blocks file of format {format}; this software reads {Format}.");
        }
    }

    public static bool ReadExactly(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            offset += read;
        }

        return true;
    }
}
