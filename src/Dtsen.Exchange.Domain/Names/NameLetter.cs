namespace Dtsen.Exchange.Domain.Names;

/// <summary>What each character is to those who read a name: a letter, a gap between words, a dot, or nothing.</summary>
internal static class NameLetter
{
    /// <summary>Parts two words.</summary>
    public const byte Gap = 0;

    /// <summary>Letters of the alphabet have their place in it, from 1 up to this.</summary>
    public const byte Last = 26;

    /// <summary>A dot.</summary>
    public const byte Dot = 27;

    /// <summary>A letter of another alphabet, or a digit that is read for none.</summary>
    public const byte Other = 28;

    /// <summary>Is passed over.</summary>
    public const byte Nothing = 29;

    // U+00C0 to U+017F without their marks.
    private const string PlainLatin =
        "AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTS" + "AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTY"
        + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
        + "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

    private static readonly byte[] Codes = [.. Enumerable.Range(0, 128).Select(code => CodeOfAscii((char)code))];

    /// <summary>What a character is.</summary>
    /// <param name="character">The character; of a letter that is not of ASCII, takes the upper one without marks.</param>
    public static byte CodeOf(ref char character) => character < 128 ? Codes[character] : CodeOfOther(ref character);

    /// <summary>What a character of ASCII is.</summary>
    public static byte CodeOf(byte character) => Codes[character];

    private static byte CodeOfAscii(char character) => character switch
    {
        >= 'A' and <= 'Z' => (byte)(character - '@'),
        >= 'a' and <= 'z' => (byte)(character - '`'),
        // Digits come from eyes and machines that read them for letters.
        '0' => CodeOfAscii('O'),
        '1' => CodeOfAscii('I'),
        '3' => CodeOfAscii('E'),
        '5' => CodeOfAscii('S'),
        '8' => CodeOfAscii('B'),
        >= '0' and <= '9' => Other,
        '.' => Dot,
        ',' or '-' or '/' or '_' or ';' or '(' or ')' or '"' => Gap,
        _ => char.IsWhiteSpace(character) ? Gap : Nothing,
    };

    // It may stay one of another alphabet, which has no number.
    private static byte CodeOfOther(ref char character)
    {
        if (!char.IsLetter(character))
        {
            return char.IsWhiteSpace(character) ? Gap : Nothing;
        }

        var upper = char.ToUpperInvariant(character);
        character = upper is >= '\u00c0' and < '\u0180' ? PlainLatin[upper - '\u00c0'] : upper;
        return char.IsAsciiLetterUpper(character) ? CodeOfAscii(character) : Other;
    }
}
