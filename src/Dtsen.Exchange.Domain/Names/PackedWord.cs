using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// Up to twelve letters A to Z in one number, five bits each, the first lowest: words are compared and found as numbers. 0 where a word is
/// longer, or has other letters.
/// </summary>
internal static class PackedWord
{
    /// <summary>Longest word that has a number.</summary>
    public const int MaxLength = 12;

    /// <summary>Bits of a letter.</summary>
    public const int Bits = 5;

    /// <summary>The bits of the first letter.</summary>
    public const int LetterMask = (1 << Bits) - 1;

    private const int LettersOfHalf = 8;

    /// <summary>The number of a word.</summary>
    public static ulong Of(ReadOnlySpan<char> letters)
    {
        if (letters.Length > MaxLength)
        {
            return 0;
        }

        var packed = 0ul;
        for (var at = 0; at < letters.Length; at++)
        {
            if (letters[at] is < 'A' or > 'Z')
            {
                return 0;
            }

            packed |= (ulong)(letters[at] - '@') << (at * Bits);
        }

        return packed;
    }

    /// <summary>The number of a word that certainly is of letters A to Z, in either case.</summary>
    public static ulong OfLetters(ReadOnlySpan<byte> letters)
    {
        if (letters.Length > MaxLength)
        {
            return 0;
        }

        var packed = 0ul;
        for (var at = 0; at < letters.Length; at++)
        {
            packed |= (ulong)(letters[at] & LetterMask) << (at * Bits);
        }

        return packed;
    }

    /// <summary>The same of letters that were read together.</summary>
    /// <param name="letters">Its letters, and whatever behind them.</param>
    /// <param name="length">How many are its own, <see cref="MaxLength"/> at most.</param>
    public static ulong OfLetters(Vector128<byte> letters, int length)
    {
        var halves = letters.AsUInt64();
        return (Pack(halves[0]) | (Pack(halves[1]) << (LettersOfHalf * Bits))) & ((1ul << (length * Bits)) - 1);
    }

    /// <summary>The places of its letters in the alphabet, from 1; 0 behind them.</summary>
    public static Vector128<byte> Places(ulong packed) =>
        Vector128.Create(Unpack(packed), Unpack(packed >> (LettersOfHalf * Bits))).AsByte();

    /// <summary>Writes the letters of a number.</summary>
    /// <param name="packed">The number.</param>
    /// <param name="letters">Room for exactly its letters.</param>
    public static void Write(ulong packed, Span<char> letters)
    {
        for (var at = 0; at < letters.Length; at++, packed >>= Bits)
        {
            letters[at] = (char)('@' + (int)(packed & LetterMask));
        }
    }

    // What Pack puts side by side.
    private static ulong Unpack(ulong packed)
    {
        packed = (packed & 0x0000_0000_000F_FFFF) | ((packed << 12) & 0x000F_FFFF_0000_0000);
        packed = (packed & 0x0000_03FF_0000_03FF) | ((packed << 6) & 0x03FF_0000_03FF_0000);
        return (packed & 0x001F_001F_001F_001F) | ((packed << 3) & 0x1F00_1F00_1F00_1F00);
    }

    // The low five bits of eight bytes side by side: by twos, by fours, by eights.
    private static ulong Pack(ulong bytes)
    {
        bytes = (bytes & 0x001F_001F_001F_001F) | ((bytes & 0x1F00_1F00_1F00_1F00) >> 3);
        bytes = (bytes & 0x0000_03FF_0000_03FF) | ((bytes & 0x03FF_0000_03FF_0000) >> 6);
        return (bytes & 0x0000_0000_000F_FFFF) | ((bytes & 0x000F_FFFF_0000_0000) >> 12);
    }
}
