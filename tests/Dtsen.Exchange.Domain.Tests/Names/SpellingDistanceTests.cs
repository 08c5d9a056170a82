using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>The distance of two words against the whole table of edits, without a bound and without a shortcut.</summary>
public class SpellingDistanceTests
{
    private static readonly Dictionary<string, int> Sounds = new()
    {
        ["JY"] = 6, ["JZ"] = 6, ["SZ"] = 6, ["EI"] = 8, ["OU"] = 8, ["AO"] = 10, ["DT"] = 10, ["CK"] = 10, ["BP"] = 10, ["GK"] = 10,
        ["PW"] = 10, ["MN"] = 14, ["AE"] = 14, ["JS"] = 14, ["CJ"] = 14, ["CS"] = 14,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(62)]
    [InlineData(88)]
    public void Whatever_is_taken_for_granted_the_distance_is_that_of_the_whole_table(int bound)
    {
        var random = new Random(bound);
        string[] alphabets = ["AIHJYWUO", "SZJYCKGT", "ABDEGHIJKLMNOPRSTUWYZ", "AEIOUNRS", "AB\u6f22"];
        for (var round = 0; round < 30_000; round++)
        {
            var alphabet = alphabets[random.Next(alphabets.Length)];
            var left = Word(random, alphabet, random.Next(1, random.Next(10) switch { 0 => 45, 1 or 2 => 18, _ => 12 }));
            var right = random.Next(4) == 0 ? Word(random, alphabet, random.Next(1, 18)) : Changed(random, alphabet, left);
            var whole = Similarity(left, right);
            var told = SpellingDistance.Similarity(left, PackedWord.Of(left), right, PackedWord.Of(right), bound);
            Assert.True(whole >= bound ? told == whole : told < bound, $"{left} {right}: {told}, wanted {whole}");
        }
    }

    [Fact]
    public void Another_letter_costs_what_the_whole_table_says_also_beside_letters_that_cost_little()
    {
        // Left out at little cost: H, J after I, W after U; exchanged at little cost: I and E.
        const string Alphabet = "HIJUWER";
        foreach (var word in Words(Alphabet, 4))
        {
            for (var at = 0; at < word.Length; at++)
            {
                foreach (var letter in Alphabet)
                {
                    var other = word[..at] + letter + word[(at + 1)..];
                    var told = SpellingDistance.Similarity(word, PackedWord.Of(word), other, PackedWord.Of(other), 1);
                    Assert.Equal(Similarity(word, other), told);
                }
            }
        }
    }

    private static IEnumerable<string> Words(string alphabet, int length) =>
        length == 0 ? [""] : Words(alphabet, length - 1).SelectMany(word => alphabet.Select(letter => word + letter));

    private static string Word(Random random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static string Changed(Random random, string alphabet, string word)
    {
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            var at = random.Next(word.Length);
            word = random.Next(4) switch
            {
                0 when word.Length > 1 => word.Remove(at, 1),
                1 => word.Insert(at, Word(random, alphabet, 1)),
                2 when at > 0 => word[..(at - 1)] + word[at] + word[at - 1] + word[(at + 1)..],
                _ => word[..at] + Word(random, alphabet, 1) + word[(at + 1)..],
            };
        }

        return word;
    }

    private static int Similarity(string left, string right)
    {
        (left, right) = (left[..Math.Min(left.Length, 40)], right[..Math.Min(right.Length, 40)]);
        var longest = Math.Max(left.Length, right.Length);
        return Math.Abs(left.Length - right.Length) * 2 > longest ? 0 : Math.Max(0, 100 - (100 * Cost(left, right) / (20 * longest)));
    }

    private static int Cost(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                var best = i == 0 && j == 0 ? 0 : int.MaxValue;
                best = i == 0 ? best : Math.Min(best, costs[i - 1, j] + Omission(left, i - 1));
                best = j == 0 ? best : Math.Min(best, costs[i, j - 1] + Omission(right, j - 1));
                best = i == 0 || j == 0 ? best : Math.Min(best, costs[i - 1, j - 1] + Exchange(left, i - 1, right, j - 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] && left[i - 1] != right[j - 1])
                {
                    best = Math.Min(best, costs[i - 2, j - 2] + 14);
                }

                costs[i, j] = best;
            }
        }

        return costs[left.Length, right.Length];
    }

    private static int Exchange(string left, int i, string right, int j)
    {
        var (a, b) = (left[i], right[j]);
        var sound = Sounds.GetValueOrDefault(a < b ? $"{a}{b}" : $"{b}{a}", 20);
        return a == b ? 0
            : i == left.Length - 1 && j == right.Length - 1 && IsVowel(a) && IsVowel(b) && sound != 8 ? 34
            : (i == 0 || j == 0) && sound == 20 ? 28
            : sound;
    }

    private static int Omission(string word, int at)
    {
        var within = at > 0 && at < word.Length - 1;
        return word[at] == 'H' ? 8
            : within && word[at] is 'Y' or 'J' && word[at - 1] == 'I' ? 6
            : within && word[at] == 'W' && word[at - 1] is 'U' or 'O' ? 6
            : at == 0 ? 28
            : at == word.Length - 1 && IsVowel(word[at]) ? 34
            : 20;
    }

    private static bool IsVowel(char letter) => "AEIOU".Contains(letter);
}
