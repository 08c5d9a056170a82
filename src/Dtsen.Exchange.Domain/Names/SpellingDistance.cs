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
    private const int CheapestSubstitution = 6;

    private const int Unknown = -1;

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

        if (left.Length == right.Length && CostOfOneExchange(left, right) is not Unknown and var exchange)
        {
            return SimilarityAt(exchange, longest);
        }

        Span<Letter> letters = stackalloc Letter[2 * MaxLength];
        var a = Read(left, letters[..left.Length], out var cheapest, out var sounds);
        var b = Read(right, letters.Slice(MaxLength, right.Length), out var otherCheapest, out var otherSounds);
        var limit = (((101 - bound) * longest) - 1) / (100 / Edit);
        if (Edit * Math.Max(sounds.Beyond(otherSounds), otherSounds.Beyond(sounds)) > limit)
        {
            return 0;
        }

        var cost = left.Length == right.Length ? CostInPlace(a, b, cheapest + otherCheapest)
            : left.Length == right.Length + 1 ? CostOfOne(a, b, cheapest + CheapestSubstitution)
            : right.Length == left.Length + 1 ? CostOfOne(b, a, otherCheapest + CheapestSubstitution)
            : Unknown;
        return SimilarityAt(cost != Unknown ? cost : Cost(a, b, limit), longest);
    }

    private static int SimilarityAt(int cost, int longest) => Math.Max(0, 100 - (100 * cost / (Edit * longest)));

    // Of words of one length that differ in one place. Any other way leaves out a letter of each: these two, or it exchanges letters too.
    private static int CostOfOneExchange(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var at = 0;
        while (at < left.Length && left[at] == right[at])
        {
            at++;
        }

        if (at == left.Length || !left[(at + 1)..].SequenceEqual(right[(at + 1)..]))
        {
            return Unknown;
        }

        var (a, b) = (left[at], right[at]);
        var cost = CostOf(a, PlaceOf(a), b, PlaceOf(b), at == 0, at == left.Length - 1);
        return cost <= LeastIndel(a) + LeastIndel(b)
            && (cost <= LeastIndel(left) + Glide + CheapestSubstitution
                || cost <= LeastIndel(left) + LeastIndel(right) + CheapestSubstitution) ? cost : Unknown;
    }

    // What it costs at least to leave out a letter, wherever it stands; and one of a word.
    private static int LeastIndel(char letter) => letter switch { 'H' => SilentH, 'Y' or 'J' or 'W' => Glide, _ => Edit };

    private static int LeastIndel(ReadOnlySpan<char> key)
    {
        var least = Edit;
        for (var at = 0; at < key.Length; at++)
        {
            least = Math.Min(least, Indel(key, at));
        }

        return least;
    }

    // Of words of one length: any way that does not stay in place leaves out a letter of each.
    private static int CostInPlace(ReadOnlySpan<Letter> left, ReadOnlySpan<Letter> right, int most)
    {
        var (before, cost) = (0, 0);
        for (var at = 0; at < left.Length && cost <= most; at++)
        {
            var next = cost;
            if (left[at].Value != right[at].Value)
            {
                next += CostOf(left, at, right, at);
                if (at > 0 && left[at].Value == right[at - 1].Value && left[at - 1].Value == right[at].Value)
                {
                    next = Math.Min(next, before + Transposition);
                }
            }

            before = cost;
            cost = next;
        }

        return cost <= most ? cost : Unknown;
    }

    // Of a word and the same with a letter more: any other way leaves out a letter too and exchanges one at least.
    private static int CostOfOne(ReadOnlySpan<Letter> longer, ReadOnlySpan<Letter> shorter, int most)
    {
        var at = 0;
        while (at < shorter.Length && longer[at].Value == shorter[at].Value)
        {
            at++;
        }

        for (var rest = at; rest < shorter.Length; rest++)
        {
            if (longer[rest + 1].Value != shorter[rest].Value)
            {
                return Unknown;
            }
        }

        // Which of several that are the same is left out is of no account.
        int cost = longer[at].Indel;
        for (; at > 0 && longer[at - 1].Value == longer[at].Value; at--)
        {
            cost = Math.Min(cost, longer[at - 1].Indel);
        }

        return cost <= most ? cost : Unknown;
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
                    best = Math.Min(best, diagonal + CostOf(left, i, right, j));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CostOf(ReadOnlySpan<Letter> left, int i, ReadOnlySpan<Letter> right, int j) => CostOf(
        left[i].Value, left[i].Place, right[j].Value, right[j].Place, i == 0 || j == 0, i == left.Length - 1 && j == right.Length - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CostOf(char a, int placeOfA, char b, int placeOfB, bool isFirst, bool areLast)
    {
        int cost = Substitutions[(placeOfA * Letters) + placeOfB];
        return areLast && IsOtherEnding(a, b) ? LastVowel : cost == Edit && isFirst ? FirstLetter : cost;
    }

    private static int PlaceOf(char letter) => (int)Math.Min((uint)(letter - 'A'), Letters - 1);

    private static ReadOnlySpan<Letter> Read(ReadOnlySpan<char> key, Span<Letter> letters, out int cheapest, out Sounds sounds)
    {
        cheapest = LastVowel;
        sounds = default;
        for (var at = 0; at < key.Length; at++)
        {
            var place = PlaceOf(key[at]);
            var indel = Indel(key, at);
            cheapest = Math.Min(cheapest, indel);
            sounds.Add(place, indel >= Edit);
            letters[at] = new Letter(key[at], (byte)place, (byte)indel);
        }

        return letters;
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
        ('J', 'Y') or ('J', 'Z') or ('S', 'Z') => CheapestSubstitution,
        ('E', 'I') or ('O', 'U') => 8,
        ('A', 'O') or ('D', 'T') or ('C', 'K') or ('B', 'P') or ('G', 'K') or ('P', 'W') => 10,
        ('M', 'N') or ('A', 'E') or ('J', 'S') or ('C', 'J') or ('C', 'S') => 14,
        _ => Edit,
    };

    private readonly record struct Letter(char Value, byte Place, byte Indel);
}
