using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>
/// Reads the fields of a message in the form in which it is usually written: field numbers up to 15, texts and messages that lie within,
/// numbers of at most ten bytes. What it does not read says nothing about the message: that is for its generated class to say.
/// </summary>
/// <param name="message">The message, encoded.</param>
internal ref struct FieldReader(ReadOnlySpan<byte> message)
{
    /// <summary>Wire type of a number.</summary>
    public const int Number = 0;

    /// <summary>Wire type of a text or a message.</summary>
    public const int Bytes = 2;

    /// <summary>Bits of a tag that are the wire type.</summary>
    public const int WireTypeBits = 3;

    private const int LongestNumber = 10;
    private const int More = 0x80;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Takes the tag of the next field. One that is not known here has to be taken for one that is not read.</summary>
    public int ReadTag()
    {
        int tag = _rest[0];
        _rest = _rest[1..];
        return tag;
    }

    /// <summary>Takes a number. Most have one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNumber(out ulong number)
    {
        if (_rest.Length > 0 && _rest[0] < More)
        {
            number = _rest[0];
            _rest = _rest[1..];
            return true;
        }

        return TryReadLongNumber(out number);
    }

    /// <summary>Takes a text, in UTF-8.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> text) => TryReadBytes(out text) && Utf8.IsValid(text);

    /// <summary>Takes a message.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        if (TryReadNumber(out var length) && length <= (ulong)_rest.Length)
        {
            bytes = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return true;
        }

        bytes = default;
        return false;
    }

    private bool TryReadLongNumber(out ulong number)
    {
        number = 0;
        for (var at = 0; at < Math.Min(_rest.Length, LongestNumber); at++)
        {
            number |= (ulong)(_rest[at] & ~More) << (7 * at);
            if (_rest[at] < More)
            {
                _rest = _rest[(at + 1)..];
                return true;
            }
        }

        return false;
    }
}
