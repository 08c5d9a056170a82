using System.Buffers.Binary;
using Dtsen.Exchange.Register.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Runs;

/// <summary>Reads one run from start to end.</summary>
internal sealed class RunReader : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[BufferSize];
    private long _read;
    private int _next;
    private int _end;
    private int _payloadAt;

    public RunReader(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
    }

    public ulong Key { get; private set; }

    public ulong Tag { get; private set; }

    /// <summary>Valid until the next move.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payloadAt, _next - _payloadAt);

    public bool MoveNext()
    {
        if (!Has(SortedRuns.HeaderSize))
        {
            return _next == _end ? false : throw Torn();
        }

        var record = _buffer.AsSpan(_next);
        Key = BinaryPrimitives.ReadUInt64LittleEndian(record);
        Tag = BinaryPrimitives.ReadUInt64LittleEndian(record[sizeof(ulong)..]);
        var length = SortedRuns.HeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(record[(2 * sizeof(ulong))..]);
        if (!Has(length))
        {
            throw Torn();
        }

        _payloadAt = _next + SortedRuns.HeaderSize;
        _next += length;
        return true;
    }

    public void Dispose() => _handle.Dispose();

    // Moves what is left to the front and fills up behind it.
    private bool Has(int length)
    {
        if (_end - _next >= length)
        {
            return true;
        }

        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        while (_end < length)
        {
            var read = RandomAccess.Read(_handle, _buffer.AsSpan(_end), _read);
            if (read == 0)
            {
                return false;
            }

            _read += read;
            _end += read;
        }

        return true;
    }

    private RegisterFileException Torn() => new(_path, RegisterFileFault.Truncated, "ends within a record.");
}
