using System.Buffers.Binary;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>
/// The file of the open segment: a header of 32 bytes ("DTSENJNL", u16 format, 6 × 0, u64 index of the first leaf, 8 bytes of SHA-256
/// over the 24 before), then frames. The next frame is written only once the one before is synced. Zeros stand before frames do, a stretch
/// at a time: to sync what is written over them is half the work, because the file neither grows nor moves.
/// </summary>
internal static class Journal
{
    public const int HeaderSize = 32;

    private const ushort Format = 2;
    private const int CheckAt = 24;

    private static readonly byte[] Zeros = new byte[1 << 16];

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

    /// <summary>
    /// Writes zeros behind the last frame, for those to come: as many as the disk has room for. Whether the frame is on the disk, the sync
    /// that follows says.
    /// </summary>
    /// <param name="handle">The file.</param>
    /// <param name="end">Where the last frame ends.</param>
    /// <param name="length">How many.</param>
    public static void MakeRoom(SafeFileHandle handle, long end, int length)
    {
        try
        {
            for (var written = 0; written < length; written += Zeros.Length)
            {
                RandomAccess.Write(handle, Zeros.AsSpan(0, Math.Min(Zeros.Length, length - written)), end + written);
            }
        }
        catch (Exception refused) when (refused is IOException or ArgumentOutOfRangeException)
        {
            // The disk is full, or (the second) the file must not be longer: frames go on as long as they find room.
        }
    }

    /// <summary>Whether these bytes of a journal were made for frames that never came.</summary>
    public static bool IsRoom(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

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
