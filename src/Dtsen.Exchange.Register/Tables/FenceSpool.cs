using System.IO.Hashing;
using System.Runtime.InteropServices;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// The fences of a Table that is being written, until its rows are all there. Those of a nation are too many for memory: where there are
/// many, they go to a file, whose name is gone as soon as it is open.
/// </summary>
/// <param name="path">The file, if it comes to that.</param>
internal sealed class FenceSpool(string path) : IDisposable
{
    /// <summary>So many are kept in memory.</summary>
    public const int Buffered = 1 << 13;

    private readonly ulong[] _buffer = new ulong[Buffered];
    private readonly XxHash3 _checksum = new();
    private SafeFileHandle? _file;
    private int _buffered;
    private long _spooled;

    private Span<byte> Bytes => MemoryMarshal.AsBytes(_buffer.AsSpan(0, _buffered));

    public void Add(ulong key)
    {
        if (_buffered == Buffered)
        {
            Spool();
        }

        _buffer[_buffered++] = key;
    }

    /// <summary>Writes them all to a file, and takes no more.</summary>
    /// <returns>Their XXH3.</returns>
    /// <exception cref="IOException">The disk refused, or does not give back what was written.</exception>
    public ulong CopyTo(NewFile target)
    {
        var last = Bytes.ToArray();
        _checksum.Append(last);
        var written = new XxHash3();
        for (var at = 0L; at < _spooled;)
        {
            var part = Read(at);
            written.Append(part);
            target.Write(part);
            at += part.Length;
        }

        written.Append(last);
        target.Write(last);
        Dispose();
        var checksum = _checksum.GetCurrentHashAsUInt64();
        return written.GetCurrentHashAsUInt64() == checksum ? checksum : throw Lost();
    }

    // Closes and no more: what a full disk has refused once must not be tried, and refused, again.
    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle CreateNameless(string path)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete);
        try
        {
            File.Delete(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Spool()
    {
        _file ??= CreateNameless(path);
        _checksum.Append(Bytes);
        RandomAccess.Write(_file, Bytes, _spooled);
        _spooled += Bytes.Length;
        _buffered = 0;
    }

    private ReadOnlySpan<byte> Read(long at)
    {
        var room = MemoryMarshal.AsBytes(_buffer.AsSpan());
        var read = RandomAccess.Read(_file!, room[..(int)Math.Min(room.Length, _spooled - at)], at);
        return read > 0 ? room[..read] : throw Lost();
    }

    private IOException Lost() => new($"{Path.GetFileName(path)}: the disk does not give back what was written.");
}
