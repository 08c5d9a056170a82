namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// Up to twelve letters A to Z in one number, five bits each: words are compared and found as numbers. 0 where a word is longer, or has
/// other letters.
/// </summary>
internal static class PackedWord
{
    /// <summary>Longest word that has a number.</summary>
    public const int MaxLength = 12;

    /// <summary>Bits of a letter.</summary>
    public const int Bits = 5;

    /// <summary>The number of a word.</summary>
    public static ulong Of(ReadOnlySpan<char> letters)
    {
        if (letters.Length > MaxLength)
        {
            return 0;
        }

        var packed = 0ul;
        foreach (var letter in letters)
        {
            if (letter is < 'A' or > 'Z')
            {
                return 0;
            }

            packed = (packed << Bits) | (uint)(letter - '@');
        }

        return packed;
    }

    /// <summary>Writes the letters of a number.</summary>
    /// <param name="packed">The number.</param>
    /// <param name="letters">Room for exactly its letters.</param>
    public static void Write(ulong packed, Span<char> letters)
    {
        for (var at = letters.Length - 1; at >= 0; at--, packed >>= Bits)
        {
            letters[at] = (char)('@' + (int)(packed & ((1 << Bits) - 1)));
        }
    }
}
