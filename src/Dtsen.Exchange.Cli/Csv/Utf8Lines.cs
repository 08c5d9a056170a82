using System.Text;
using System.Text.Unicode;

namespace Dtsen.Exchange.Cli.Csv;

/// <summary>
/// A text file as UTF-8, whatever wrote it. A line that is no UTF-8 is read as Windows-1252: judged line by line, one of them in a file
/// that two programs wrote spoils no other, and no byte is unreadable.
/// </summary>
internal sealed class Utf8Lines : Stream
{
    private const int Longest = 1 << 20;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly Stream _inner;
    private byte[] _raw = new byte[1 << 16];
    private int _held;
    private bool _ended;
    private ReadOnlyMemory<byte> _ready;

    private Utf8Lines(Stream inner) => _inner = inner;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// The file from its beginning; the file is not closed with it. UTF-16 is known by its mark: "Unicode text" of a spreadsheet.
    /// </summary>
    public static Stream Of(FileStream file)
    {
        Span<byte> mark = stackalloc byte[2];
        var read = file.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return (read, mark[0], mark[1]) switch
        {
            (2, 0xFF, 0xFE) => Encoding.CreateTranscodingStream(file, Encoding.Unicode, Encoding.UTF8, leaveOpen: true),
            (2, 0xFE, 0xFF) => Encoding.CreateTranscodingStream(file, Encoding.BigEndianUnicode, Encoding.UTF8, leaveOpen: true),
            _ => new Utf8Lines(file),
        };
    }

    public override int Read(Span<byte> buffer)
    {
        while (_ready.IsEmpty)
        {
            if (_ended && _held == 0)
            {
                return 0;
            }

            Fill();
        }

        var length = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..length].CopyTo(buffer);
        _ready = _ready[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fill()
    {
        var read = _ended ? 0 : _inner.Read(_raw, _held, _raw.Length - _held);
        _ended |= read == 0;
        _held += read;
        var end = _ended ? _held : _raw.AsSpan(0, _held).LastIndexOf((byte)'\n') + 1;
        if (end == 0 && _held == _raw.Length && _held < Longest)
        {
            Array.Resize(ref _raw, _raw.Length * 2);
            return;
        }

        end = end == 0 && _held == _raw.Length ? _held : end;
        _ready = AsUtf8(_raw.AsSpan(0, end));
        _raw.AsSpan(end, _held - end).CopyTo(_raw);
        _held -= end;
    }

    private static byte[] AsUtf8(ReadOnlySpan<byte> lines)
    {
        if (Utf8.IsValid(lines))
        {
            return lines.ToArray();
        }

        var written = new MemoryStream();
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n') is var at && at < 0 ? lines.Length : at + 1;
            var line = lines[..length];
            written.Write(Utf8.IsValid(line) ? line : Encoding.UTF8.GetBytes(Windows1252.GetString(line)));
            lines = lines[length..];
        }

        return written.ToArray();
    }
}
