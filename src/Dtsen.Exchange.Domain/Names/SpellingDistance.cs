using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// How far two keys are from each other: edits, of which those that hearing and typing make are cheap, and those that make another name of
/// it (the last vowel: Yanto and Yanti, Hasan and Hasanah) are dear.
/// </summary>
internal static class SpellingDistance
{
    /// <summary>The cost of one plain edit.</summary>
    public const int Edit = 20;

    /// <summary>The cost of two neighbours exchanged.</summary>
    public const int Transposition = 14;

    /// <summary>The cost of another first letter, or none.</summary>
    public const int FirstLetter = 28;

    /// <summary>The cost of another vowel at the end, or none.</summary>
    public const int LastVowel = 34;

    /// <summary>The cost of an H more.</summary>
    public const int SilentH = 8;

    /// <summary>The cost of what is said between I, U or O and another vowel, written or not.</summary>
    public const int Glide = 6;

    /// <summary>Keys longer than this are compared by their first letters only.</summary>
    public const int MaxLength = 40;

    /// <summary>Similarity of two keys, 0 to 100: exact from a bound on, and somewhere below it where it is below.</summary>
    /// <param name="left">A key.</param>
    /// <param name="packedLeft">Its number; 0 for none.</param>
    /// <param name="right">Another.</param>
    /// <param name="packedRight">Its number; 0 for none.</param>
    /// <param name="bound">From which on it matters, above 0.</param>
    public static int Similarity(ReadOnlySpan<char> left, ulong packedLeft, ReadOnlySpan<char> right, ulong packedRight, int bound)
    {
        left = left[..Math.Min(left.Length, MaxLength)];
        right = right[..Math.Min(right.Length, MaxLength)];
        var longest = Math.Max(left.Length, right.Length);
        if (longest == 0 || Math.Abs(left.Length - right.Length) * 2 > longest)
        {
            return 0;
        }

        var limit = (((101 - bound) * longest) - 1) / (100 / Edit);
        var cost = longest <= EditTable.MaxLength && limit < EditTable.All && ArePlaces(left, packedLeft, out var a)
            && ArePlaces(right, packedRight, out var b)
            ? EditTable.Cost(a, left.Length, b, right.Length, limit)
            : Cost(left, right, limit);
        return Math.Max(0, 100 - (100 * cost / (Edit * longest)));
    }

    /// <summary>What a letter costs for another one, wherever they stand.</summary>
    public static int Substitution(char a, char b) => (a < b ? a : b, a < b ? b : a) switch
    {
        // One sound to many ears, or one letter in the old spelling and another in the new.
        ('J', 'Y') or ('J', 'Z') or ('S', 'Z') => 6,
        ('E', 'I') or ('O', 'U') => 8,
        ('A', 'O') or ('D', 'T') or ('C', 'K') or ('B', 'P') or ('G', 'K') or ('P', 'W') => 10,
        ('M', 'N') or ('A', 'E') or ('J', 'S') or ('C', 'J') or ('C', 'S') => 14,
        _ => Edit,
    };

    /// <summary>Whether one vowel at the end for another makes another name: unless the two are one to many ears.</summary>
    public static bool IsOtherEnding(char a, char b) =>
        SpellingKey.IsVowel(a) && SpellingKey.IsVowel(b) && (a, b) is not (('O', 'U') or ('U', 'O') or ('E', 'I') or ('I', 'E'));

    // The letters' places in the alphabet, where all are of it.
    private static bool ArePlaces(ReadOnlySpan<char> word, ulong packed, out Vector128<byte> places)
    {
        places = PackedWord.Places(packed);
        return packed != 0 || ArePlaces(word, out places);
    }

    private static bool ArePlaces(ReadOnlySpan<char> word, out Vector128<byte> places)
    {
        Span<byte> bytes = stackalloc byte[Vector128<byte>.Count];
        var areAll = true;
        for (var at = 0; at < word.Length; at++)
        {
            areAll &= char.IsAsciiLetterUpper(word[at]);
            bytes[at] = (byte)(word[at] - '@');
        }

        places = Vector128.Create(bytes);
        return areAll;
    }

    // Restricted Damerau-Levenshtein with weights, three rows; given up where it is above the limit for sure.
    [SkipLocalsInit]
    private static int Cost(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var width = right.Length + 1;
        var twoBack = rows[..width];
        var oneBack = rows.Slice(width, width);
        var row = rows.Slice(2 * width, width);
        oneBack[0] = 0;
        for (var j = 0; j < right.Length; j++)
        {
            oneBack[j + 1] = oneBack[j] + Indel(right, j);
        }

        var leastBefore = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var indel = Indel(left, i);
            row[0] = oneBack[0] + indel;
            var least = row[0];
            for (var j = 0; j < right.Length; j++)
            {
                var best = Math.Min(oneBack[j + 1] + indel, row[j] + Indel(right, j));
                best = Math.Min(best, oneBack[j] + CostOf(left, i, right, j));
                if (i > 0 && j > 0 && left[i] == right[j - 1] && left[i - 1] == right[j])
                {
                    best = Math.Min(best, twoBack[j - 1] + Transposition);
                }

                row[j + 1] = best;
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

    private static int CostOf(ReadOnlySpan<char> left, int i, ReadOnlySpan<char> right, int j)
    {
        var (a, b) = (left[i], right[j]);
        if (a == b)
        {
            return 0;
        }

        if (i == left.Length - 1 && j == right.Length - 1 && IsOtherEnding(a, b))
        {
            return LastVowel;
        }

        var cost = Substitution(a, b);
        return cost == Edit && (i == 0 || j == 0) ? FirstLetter : cost;
    }

    private static int Indel(ReadOnlySpan<char> key, int at)
    {
        var letter = key[at];
        if (letter == 'H')
        {
            return SilentH;
        }

        if (at == 0)
        {
            return FirstLetter;
        }

        if (at == key.Length - 1)
        {
            return SpellingKey.IsVowel(letter) ? LastVowel : Edit;
        }

        return letter switch
        {
            'Y' or 'J' when key[at - 1] == 'I' => Glide,
            'W' when key[at - 1] is 'U' or 'O' => Glide,
            _ => Edit,
        };
    }
}
