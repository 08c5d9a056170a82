using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Files;

/// <summary>
/// A file on its way: written once from start to end under a temporary name, hashed while it passes, and given
/// its own name only when every byte is on the disk. Disposed before that, it leaves nothing behind.
/// </summary>
internal sealed class NewFile : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly string _temporaryPath;
    private readonly SafeFileHandle _handle;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _buffered;
    private long _flushed;
    private bool _completed;

    public NewFile(string path)
    {
        FilePath = path;
        _temporaryPath = path + ".tmp";
        if (File.Exists(path))
        {
            throw new IOException($"{Path.GetFileName(path)}: exists, and a file of the register is written once.");
        }

        _handle = File.OpenHandle(_temporaryPath, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public string FilePath { get; }

    public long Length => _flushed + _buffered;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferSize - _buffered)
        {
            FlushBuffer();
            if (bytes.Length >= BufferSize)
            {
                WriteThrough(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    /// <summary>Syncs the content, then the name. From here on the file exists, whole.</summary>
    public FileDigest Complete()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        FlushBuffer();
        Durability.SyncFile(_handle);
        _handle.Dispose();
        Durability.MakeReadOnly(_temporaryPath);
        File.Move(_temporaryPath, FilePath, overwrite: false);
        _completed = true;
        Durability.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(FilePath))!);
        return new FileDigest(
            Path.GetFileName(FilePath), _flushed, Convert.ToHexStringLower(_sha256.GetHashAndReset()));
    }

    public void Dispose()
    {
        _handle.Dispose();
        _sha256.Dispose();
        if (!_completed)
        {
            File.Delete(_temporaryPath);
        }
    }

    private void FlushBuffer()
    {
        WriteThrough(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        RandomAccess.Write(_handle, bytes, _flushed);
        _flushed += bytes.Length;
    }
}
