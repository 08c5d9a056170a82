namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// The form in which spellings of one word are equal: old spelling as new (oe, dj, tj), foreign letters as they are said (v, q, x, th), a
/// letter for two, no silent h. What is only often alike (j and y, e and i) stays apart here and costs little in
/// <see cref="SpellingDistance"/>.
/// </summary>
internal static class SpellingKey
{
    // After the last letter.
    private const char End = '@';
    private const int Places = 32;

    // Letters that stay what they are, and before which others they may not; those that are not here may become another anywhere.
    private static readonly uint[] MayChange = ChangesOf(
        "A", "BH", "DHJZ", "E", "GH", "H", "I", "J", "KH", "L", "M", "NJ", "OE", "PH", "RH", "SHJY", "THJS", "U", "Z");

    /// <summary>Writes the key of a word.</summary>
    /// <param name="word">Letters in upper case.</param>
    /// <param name="key">At least as long as the word, and one more for each X in it.</param>
    /// <returns>Length of the key.</returns>
    public static int Write(ReadOnlySpan<char> word, Span<char> key)
    {
        var length = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at];
            var next = at + 1 < word.Length ? word[at + 1] : End;
            if ((MayChange[PlaceOf(letter)] & (1u << PlaceOf(next))) == 0)
            {
                Add(key, ref length, letter);
                continue;
            }

            switch (letter)
            {
                case 'O' when next == 'E' && (at + 2 < word.Length || at > 1):
                    letter = 'U';
                    at++;
                    break;
                case 'D' when next == 'J':
                    letter = 'J';
                    at++;
                    break;
                case 'T' when next == 'J':
                    letter = 'C';
                    at++;
                    break;
                case 'N' when next == 'J' && at > 0:
                    Add(key, ref length, 'N');
                    letter = 'Y';
                    at++;
                    break;
                case 'D' when next == 'Z':
                    letter = 'Z';
                    at++;
                    break;
                case 'C' when next == 'H':
                    letter = at + 2 < word.Length && word[at + 2] == 'R' ? 'K' : 'H';
                    at++;
                    break;
                case 'C' when next == End || (!IsVowel(next) && next != 'Y'):
                    letter = 'K';
                    at += next == 'K' ? 1 : 0;
                    break;
                case 'K' when next == 'H':
                    letter = 'H';
                    at++;
                    break;
                case 'G' or 'T' or 'D' or 'B' or 'S' or 'P' when next == 'H':
                case 'R' when next == 'H' && at == 0:
                    at++;
                    break;
                case 'S' when (next is 'Y' or 'J') && at + 2 < word.Length && IsVowel(word[at + 2]):
                    at++;
                    break;
                case 'T' when next == 'S' && at == 0:
                    letter = 'S';
                    at++;
                    break;
                case 'F' or 'V':
                    letter = 'P';
                    break;
                case 'Q':
                    letter = 'K';
                    if (next == 'U' && at + 2 < word.Length && IsVowel(word[at + 2]))
                    {
                        at++;
                    }

                    break;
                case 'X':
                    Add(key, ref length, 'K');
                    letter = 'S';
                    break;
                case 'Y' when at > 0:
                    // Between consonant and anything a vowel; between i and a vowel nothing; after a vowel at the end an i.
                    var before = length > 0 ? key[length - 1] : '\0';
                    if (!IsVowel(before) || next == End || !IsVowel(next))
                    {
                        letter = before == 'N' && IsVowel(next) && word[at - 1] == 'N' ? 'Y' : 'I';
                    }
                    else if (before == 'I')
                    {
                        continue;
                    }

                    break;
                case 'W' when length > 0 && key[length - 1] == 'U' && IsVowel(next):
                    continue;
            }

            Add(key, ref length, letter);
        }

        // A final h after a vowel is not heard.
        return length > 2 && key[length - 1] == 'H' && IsVowel(key[length - 2]) ? length - 1 : length;
    }

    internal static bool IsVowel(char letter) => letter is 'A' or 'E' or 'I' or 'O' or 'U';

    private static uint[] ChangesOf(params string[] stay)
    {
        var changes = new uint[Places];
        Array.Fill(changes, uint.MaxValue);
        foreach (var letters in stay)
        {
            // Of what follows, letters that are none of A to Z are left to the rules too.
            changes[PlaceOf(letters[0])] = letters[1..].Aggregate(1u << (Places - 1), (all, next) => all | (1u << PlaceOf(next)));
        }

        return changes;
    }

    private static int PlaceOf(char letter) => (int)Math.Min((uint)(letter - End), Places - 1);

    private static void Add(Span<char> key, ref int length, char letter)
    {
        if (length == 0 || key[length - 1] != letter)
        {
            key[length++] = letter;
        }
    }
}
