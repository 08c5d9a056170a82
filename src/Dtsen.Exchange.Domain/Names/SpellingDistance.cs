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

    /// <summary>Similarity of two keys, 0 to 100.</summary>
    public static int Similarity(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left[..Math.Min(left.Length, MaxLength)];
        right = right[..Math.Min(right.Length, MaxLength)];
        var longest = Math.Max(left.Length, right.Length);
        if (longest == 0 || Math.Abs(left.Length - right.Length) * 2 > longest)
        {
            return 0;
        }

        var cost = Cost(left, right);
        return Math.Max(0, 100 - (100 * cost / (Edit * longest)));
    }

    // Restricted Damerau-Levenshtein with weights, three rows.
    private static int Cost(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> rows = stackalloc int[3 * (MaxLength + 1)];
        var width = right.Length + 1;
        var twoBack = rows[..width];
        var oneBack = rows.Slice(width, width);
        var row = rows.Slice(2 * width, width);
        oneBack[0] = 0;
        for (var j = 1; j < width; j++)
        {
            oneBack[j] = oneBack[j - 1] + Indel(right, j - 1);
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = oneBack[0] + Indel(left, i - 1);
            for (var j = 1; j < width; j++)
            {
                var best = oneBack[j - 1] + Substitution(left, i - 1, right, j - 1);
                best = Math.Min(best, oneBack[j] + Indel(left, i - 1));
                best = Math.Min(best, row[j - 1] + Indel(right, j - 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    best = Math.Min(best, twoBack[j - 2] + Transposition);
                }

                row[j] = best;
            }

            var spare = twoBack;
            twoBack = oneBack;
            oneBack = row;
            row = spare;
        }

        return oneBack[right.Length];
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

    private static int Substitution(ReadOnlySpan<char> left, int i, ReadOnlySpan<char> right, int j)
    {
        var (a, b) = (left[i], right[j]);
        if (a == b)
        {
            return 0;
        }

        if (a > b)
        {
            (a, b) = (b, a);
        }

        // One sound to many ears, or one letter in the old spelling and another in the new.
        var alike = (a, b) switch
        {
            ('J', 'Y') or ('J', 'Z') or ('S', 'Z') => 6,
            ('E', 'I') or ('O', 'U') => 8,
            ('A', 'O') or ('D', 'T') or ('C', 'K') or ('B', 'P') or ('G', 'K') or ('P', 'W') => 10,
            ('M', 'N') or ('A', 'E') or ('J', 'S') or ('C', 'J') or ('C', 'S') => 14,
            _ => Edit,
        };
        var lastOfBoth = i == left.Length - 1 && j == right.Length - 1;
        if (lastOfBoth && (a, b) is not ('O', 'U') and not ('E', 'I') && SpellingKey.IsVowel(a) && SpellingKey.IsVowel(b))
        {
            return LastVowel;
        }

        return alike == Edit && (i == 0 || j == 0) ? FirstLetter : alike;
    }
}
