using System.Buffers;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>Texts of a page, copied to memory that later pages use again.</summary>
/// <param name="room">Bytes that all of them have at most.</param>
internal sealed class PageTexts(int room) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(room);
    private int _length;

    /// <summary>Where the texts are, until this is disposed.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Copies a text.</summary>
    /// <returns>Where it begins.</returns>
    public int Add(ReadOnlySpan<byte> text)
    {
        var start = _length;
        text.CopyTo(_bytes.AsSpan(start));
        _length += text.Length;
        return start;
    }

    /// <summary>Forgets them.</summary>
    public void Dispose()
    {
        _bytes.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }
}
