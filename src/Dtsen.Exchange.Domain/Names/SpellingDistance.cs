using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// How far two keys are from each other: edits, of which those that hearing and typing make are cheap, and those that make another name of
/// it (the last vowel: Yanto and Yanti, Hasan and Hasanah) are dear.
/// </summary>
internal static class SpellingDistance
{
    /// <summary>The cost of one plain edit.</summary>
    public const int Edit = 20;

    /// <summary>Keys longer than this are compared by their first letters only.</summary>
    public const int MaxLength = 40;

    private const int Transposition = 14;
    private const int FirstLetter = 28;
    private const int LastVowel = 34;
    private const int SilentH = 8;
    private const int Glide = 6;

    // Costs of one letter for another, by their places in the alphabet; the last place is any other letter's.
    private const int Letters = 27;
    private static readonly byte[] Substitutions = MakeSubstitutions();

    /// <summary>Similarity of two keys, 0 to 100: exact from a bound on, and somewhere below it where it is below.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">Another.</param>
    /// <param name="bound">From which on it matters, above 0.</param>
    [SkipLocalsInit]
    public static int Similarity(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int bound)
    {
        left = left[..Math.Min(left.Length, MaxLength)];
        right = right[..Math.Min(right.Length, MaxLength)];
        var longest = Math.Max(left.Length, right.Length);
        if (longest == 0 || Math.Abs(left.Length - right.Length) * 2 > longest)
        {
            return 0;
        }

        Span<Letter> letters = stackalloc Letter[2 * MaxLength];
        var a = Read(left, letters[..left.Length]);
        var b = Read(right, letters.Slice(MaxLength, right.Length));
        var cost = Cost(a, b, (((101 - bound) * longest) - 1) / (100 / Edit));
        return Math.Max(0, 100 - (100 * cost / (Edit * longest)));
    }

    // Restricted Damerau-Levenshtein with weights, three rows; given up where it is above the limit for sure.
    [SkipLocalsInit]
    private static int Cost(ReadOnlySpan<Letter> left, ReadOnlySpan<Letter> right, int limit)
    {
        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var width = right.Length + 1;
        var twoBack = rows[..width];
        var oneBack = rows.Slice(width, width);
        var row = rows.Slice(2 * width, width);
        oneBack[0] = 0;
        for (var j = 0; j < right.Length; j++)
        {
            oneBack[j + 1] = oneBack[j] + right[j].Indel;
        }

        var leastBefore = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var letter = left[i];
            var substitutions = Substitutions.AsSpan(letter.Place * Letters, Letters);
            var isLast = i == left.Length - 1;
            var last = oneBack[0] + letter.Indel;
            var diagonal = oneBack[0];
            var least = last;
            row[0] = last;
            for (var j = 0; j < right.Length; j++)
            {
                var other = right[j];
                var above = oneBack[j + 1];
                var best = Math.Min(above + letter.Indel, last + other.Indel);
                if (letter.Value == other.Value)
                {
                    best = Math.Min(best, diagonal);
                }
                else
                {
                    int cost = substitutions[other.Place];
                    if (cost == Edit && (i == 0 || j == 0))
                    {
                        cost = FirstLetter;
                    }

                    if (isLast && j == right.Length - 1 && IsOtherEnding(letter.Value, other.Value))
                    {
                        cost = LastVowel;
                    }

                    best = Math.Min(best, diagonal + cost);
                    if (i > 0 && j > 0 && letter.Value == right[j - 1].Value && left[i - 1].Value == other.Value)
                    {
                        best = Math.Min(best, twoBack[j - 1] + Transposition);
                    }
                }

                row[j + 1] = best;
                last = best;
                diagonal = above;
                least = Math.Min(least, best);
            }

            // What comes stands on this row, or by a transposition on the one before.
            if (least > limit && leastBefore + Transposition > limit)
            {
                return least;
            }

            leastBefore = least;
            var spare = twoBack;
            twoBack = oneBack;
            oneBack = row;
            row = spare;
        }

        return oneBack[right.Length];
    }

    private static ReadOnlySpan<Letter> Read(ReadOnlySpan<char> key, Span<Letter> letters)
    {
        for (var at = 0; at < key.Length; at++)
        {
            var place = Math.Min((uint)(key[at] - 'A'), Letters - 1);
            letters[at] = new Letter(key[at], (byte)place, (byte)Indel(key, at));
        }

        return letters;
    }

    private static int Indel(ReadOnlySpan<char> key, int at)
    {
        var letter = key[at];
        var last = at == key.Length - 1;
        return letter switch
        {
            'H' => SilentH,
            'Y' or 'J' when at > 0 && !last && key[at - 1] == 'I' => Glide,
            'W' when at > 0 && !last && key[at - 1] is 'U' or 'O' => Glide,
            _ when at == 0 => FirstLetter,
            _ when last && SpellingKey.IsVowel(letter) => LastVowel,
            _ => Edit,
        };
    }

    // Another vowel at the end, unless the two are one to many ears.
    private static bool IsOtherEnding(char a, char b) =>
        SpellingKey.IsVowel(a) && SpellingKey.IsVowel(b) && (a, b) is not (('O', 'U') or ('U', 'O') or ('E', 'I') or ('I', 'E'));

    private static byte[] MakeSubstitutions()
    {
        var costs = new byte[Letters * Letters];
        for (var a = 0; a < Letters; a++)
        {
            for (var b = 0; b < Letters; b++)
            {
                costs[(a * Letters) + b] = (byte)Substitution((char)('A' + Math.Min(a, b)), (char)('A' + Math.Max(a, b)));
            }
        }

        return costs;
    }

    // One sound to many ears, or one letter in the old spelling and another in the new.
    private static int Substitution(char a, char b) => (a, b) switch
    {
        ('J', 'Y') or ('J', 'Z') or ('S', 'Z') => 6,
        ('E', 'I') or ('O', 'U') => 8,
        ('A', 'O') or ('D', 'T') or ('C', 'K') or ('B', 'P') or ('G', 'K') or ('P', 'W') => 10,
        ('M', 'N') or ('A', 'E') or ('J', 'S') or ('C', 'J') or ('C', 'S') => 14,
        _ => Edit,
    };

    private readonly record struct Letter(char Value, byte Place, byte Indel);
}
