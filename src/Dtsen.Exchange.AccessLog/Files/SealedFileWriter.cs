using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>
/// A file that is written once, hashed while it passes, and has its name only when every byte is on the disk. A file of
/// the same name is replaced: it can only be the same work, left behind by a crash.
/// </summary>
internal sealed class SealedFileWriter : IDisposable
{
    public const string TemporaryExtension = ".tmp";

    /// <summary>The system takes more memory at a time for what is written at a time.</summary>
    private const int BufferSize = 1 << 18;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _buffered;
    private long _written;
    private bool _completed;

    public SealedFileWriter(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path + TemporaryExtension, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_buffered == BufferSize)
            {
                Flush();
            }

            var some = Math.Min(bytes.Length, BufferSize - _buffered);
            bytes[..some].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += some;
            bytes = bytes[some..];
        }
    }

    /// <summary>Room for the next bytes, which the caller fills at once.</summary>
    /// <param name="length">How many; some.</param>
    public Span<byte> Next(int length)
    {
        if (_buffered + length > BufferSize)
        {
            Flush();
        }

        _buffered += length;
        return _buffer.AsSpan(_buffered - length, length);
    }

    /// <summary>The digest of all that was written so far, for the trailer that follows.</summary>
    public void DigestSoFar(Span<byte> digest)
    {
        Flush();
        _sha256.GetCurrentHash(digest);
    }

    /// <summary>Syncs content and name. From here on the file exists, whole and read-only.</summary>
    /// <param name="isReadSoon">Whether memory of the system should go on holding it.</param>
    /// <returns>SHA-256 of the whole file.</returns>
    public byte[] Complete(bool isReadSoon)
    {
        Flush();
        DiskSync.File(_handle);
        if (!isReadSoon)
        {
            DiskSync.Forget(_handle);
        }

        _handle.Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path + TemporaryExtension, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        File.Move(_path + TemporaryExtension, _path, overwrite: true);
        _completed = true;
        DiskSync.Folder(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        return _sha256.GetHashAndReset();
    }

    public void Dispose()
    {
        _handle.Dispose();
        _sha256.Dispose();

        // A second time there is none: a buffer that went back twice would be two writers'.
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _buffer, []));
        if (!_completed)
        {
            File.Delete(_path + TemporaryExtension);
        }
    }

    private void Flush()
    {
        var bytes = _buffer.AsSpan(0, _buffered);
        _sha256.AppendData(bytes);
        RandomAccess.Write(_handle, bytes, _written);
        _written += _buffered;
        _buffered = 0;
    }
}
