using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>Sixteen characters at once against one by one, at every length and with what lies beside the letters.</summary>
public class PlainTextTests
{
    private const int Rounds = 400;

    // Neighbours of the letters, what differs from them by the bit of the case, and what other alphabets take for them.
    private const string Strange = "@[`{\0\u0001.'09-\u00a0\u00c1\u00e1\u0130\u0131\u0141\u017f\u212a\uff21\u2000";

    [Fact]
    public void Texts_are_the_same_where_they_are_one_by_one()
    {
        var random = new Random(11);
        for (var length = 0; length <= PlainText.MaxLength + 8; length++)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var left = Enumerable.Range(0, length).Select(_ => AnyPlain(random)).ToArray();
                var right = left.Select(letter => random.Next(2) == 0 ? letter : OtherCase(letter)).ToArray();
                if (length > 0 && round % 2 == 0)
                {
                    Spoil(random, left, right);
                }

                var same = PlainText.AreSame(left, right, out var blanks);
                Assert.Equal(length is >= 4 and <= PlainText.MaxLength && AreSame(left, right), same);
                if (same)
                {
                    Assert.Equal(Enumerable.Range(0, length).Where(at => left[at] == ' '), PlacesOf(blanks));
                }
            }
        }
    }

    [Fact]
    public void Texts_of_two_lengths_are_not_the_same() =>
        Assert.All(Enumerable.Range(4, 40), length =>
            Assert.False(PlainText.AreSame(new string('A', length), new string('A', length + 1), out _)));

    [Fact]
    public void Few_words_have_each_of_theirs_and_few_others()
    {
        var groups = NameLexicon.Groups();
        var titles = groups.Where(group => group.Section is "title-before" or "title-after")
            .SelectMany(group => group.Forms.Select(form => form.TrimEnd('.'))).ToList();
        var given = groups.Where(group => group.Section == "given").SelectMany(group => group.Forms).ToList();
        var few = new FewWords(titles);

        Assert.All(titles, title => Assert.True(few.MayHave(title.ToLowerInvariant())));
        Assert.InRange(given.Count(name => few.MayHave(name)), 0, given.Count / 5);
        Assert.False(few.MayHave("PRAWIRODININGRAT"));
    }

    // Another character in one of them, or the same in both.
    private static void Spoil(Random random, char[] left, char[] right)
    {
        var at = random.Next(left.Length);
        right[at] = random.Next(2) == 0 ? Strange[random.Next(Strange.Length)] : (char)(right[at] ^ (1 << random.Next(16)));
        if (random.Next(3) == 0)
        {
            left[at] = right[at];
        }
    }

    private static char AnyPlain(Random random) =>
        random.Next(6) == 0 ? ' ' : (char)((random.Next(2) == 0 ? 'A' : 'a') + random.Next(26));

    private static char OtherCase(char letter) => char.IsAsciiLetter(letter) ? (char)(letter ^ 0x20) : letter;

    private static bool AreSame(char[] left, char[] right) => left.Zip(right).All(pair =>
        (pair.First == ' ' && pair.Second == ' ')
        || (char.IsAsciiLetter(pair.First) && char.IsAsciiLetter(pair.Second)
            && char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)));

    private static IEnumerable<int> PlacesOf(ulong blanks) => Enumerable.Range(0, 64).Where(at => (blanks & (1UL << at)) != 0);
}
