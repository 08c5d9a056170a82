using System.Buffers.Binary;
using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// The fences of a Table that is being written, until its rows are all there: in a file, because those of a nation are too many for
/// memory. It has no name from the start, so that nothing of it can stay.
/// </summary>
internal sealed class FenceSpool : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FileStream _file;

    public FenceSpool(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete, BufferSize);
        try
        {
            File.Delete(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Add(ulong key)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
        _file.Write(bytes);
    }

    /// <summary>Writes them all to a file.</summary>
    /// <returns>Their XXH3.</returns>
    public ulong CopyTo(NewFile target)
    {
        var checksum = new XxHash3();
        var buffer = new byte[BufferSize];
        _file.Position = 0;
        for (var read = _file.Read(buffer); read > 0; read = _file.Read(buffer))
        {
            checksum.Append(buffer.AsSpan(0, read));
            target.Write(buffer.AsSpan(0, read));
        }

        return checksum.GetCurrentHashAsUInt64();
    }

    public void Dispose() => _file.Dispose();
}
