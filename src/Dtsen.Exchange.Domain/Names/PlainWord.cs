using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Words of nothing but letters A to Z, as nearly all are, in ASCII: read all letters at once.</summary>
internal static class PlainWord
{
    /// <summary>How many characters are looked at.</summary>
    public const int Width = 16;

    private const byte ToUpper = unchecked((byte)~0x20);

    /// <summary>Reads the letters, in either case, that a text begins with.</summary>
    /// <param name="text">At least <see cref="Width"/> characters.</param>
    /// <param name="upper">Takes them in upper case; room for <see cref="Width"/>, of which what lies behind them is of no account.</param>
    /// <param name="packed">Their number as one <see cref="PackedWord"/>.</param>
    /// <returns>How many there are; <see cref="Width"/> stands for that or more.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<char> upper, out ulong packed)
    {
        var letters = Vector128.Create(text) & Vector128.Create(ToUpper);
        var others = Vector128.GreaterThan(letters - Vector128.Create((byte)'A'), Vector128.Create((byte)('Z' - 'A')));
        var length = BitOperations.TrailingZeroCount(others.ExtractMostSignificantBits() | (1u << Width));
        Vector256.Create(Vector128.WidenLower(letters), Vector128.WidenUpper(letters)).CopyTo(MemoryMarshal.Cast<char, ushort>(upper));
        packed = length > PackedWord.MaxLength ? 0 : PackedWord.OfLetters(letters, length);
        return length;
    }
}
