using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// The file of the open segment: a header of 32 bytes ("DTSENJNL", u16 format, 6 × 0, u64 index of the first leaf, 8 bytes of SHA-256
/// over the 24 before), then frames. The next frame is written only once the one before is synced.
/// </summary>
internal static class Journal
{
    public const int HeaderSize = 32;

    private const ushort Format = 2;
    private const int CheckAt = 24;

    private static ReadOnlySpan<byte> Magic => "DTSENJNL"u8;

    /// <summary>Creates the file with its header, synced, name included.</summary>
    public static SafeFileHandle Create(string path, long first)
    {
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            WriteHeader(header, first);
            RandomAccess.Write(handle, header, 0);
            DiskSync.File(handle);
            DiskSync.Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public static bool HasHeader(ReadOnlySpan<byte> journal, long first)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        WriteHeader(header, first);
        return journal.StartsWith(header);
    }

    private static void WriteHeader(Span<byte> header, long first)
    {
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], first);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(header[..CheckAt], hash);
        hash[..(HeaderSize - CheckAt)].CopyTo(header[CheckAt..]);
    }
}
