using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Words of nothing but letters A to Z, as nearly all are: read all letters at once.</summary>
internal static class PlainWord
{
    /// <summary>How many characters are looked at.</summary>
    public const int Width = 16;

    private const ushort ToUpper = unchecked((ushort)~0x20);

    /// <summary>Reads the letters, in either case, that a text begins with.</summary>
    /// <param name="text">At least <see cref="Width"/> characters.</param>
    /// <param name="upper">Takes them in upper case; room for <see cref="Width"/>, of which what lies behind them is of no account.</param>
    /// <param name="packed">Their number as one <see cref="PackedWord"/>.</param>
    /// <returns>How many there are; <see cref="Width"/> stands for that or more.</returns>
    public static int Read(ReadOnlySpan<char> text, Span<char> upper, out ulong packed)
    {
        var letters = Vector256.Create(MemoryMarshal.Cast<char, ushort>(text)) & Vector256.Create(ToUpper);
        var others = Vector256.GreaterThan(letters - Vector256.Create((ushort)'A'), Vector256.Create((ushort)('Z' - 'A')));
        var length = BitOperations.TrailingZeroCount(others.ExtractMostSignificantBits() | (1u << Width));
        letters.CopyTo(MemoryMarshal.Cast<char, ushort>(upper));
        packed = length > PackedWord.MaxLength ? 0
            : PackedWord.OfLetters(Vector128.Narrow(letters.GetLower(), letters.GetUpper()), length);
        return length;
    }
}
