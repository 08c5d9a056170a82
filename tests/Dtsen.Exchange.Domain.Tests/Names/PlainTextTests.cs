using System.Text;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>Many characters at once against one by one, at every length and with what lies beside the letters.</summary>
public class PlainTextTests
{
    private const int Rounds = 400;

    // Neighbours of the letters, what differs from them by the bit of the case, and bytes of other alphabets.
    private static readonly byte[] Strange = [.. "@[`{\0\u0001.'09-\u00a0\u00c1\u0130\u017f\uff21"u8];

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
                    Assert.Equal(Enumerable.Range(0, length).Where(at => left[at] == (byte)' '), PlacesOf(blanks));
                }
            }
        }
    }

    [Fact]
    public void Texts_of_two_lengths_are_not_the_same() =>
        Assert.All(Enumerable.Range(4, 40), length =>
            Assert.False(PlainText.AreSame(LetterA(length), LetterA(length + 1), out _)));

    [Fact]
    public void Few_words_have_each_of_theirs_and_few_others()
    {
        var groups = NameLexicon.Groups();
        var titles = groups.Where(group => group.Section is "title-before" or "title-after")
            .SelectMany(group => group.Forms.Select(form => form.TrimEnd('.'))).ToList();
        var given = groups.Where(group => group.Section == "given").SelectMany(group => group.Forms).ToList();
        var few = new FewWords(titles);

        Assert.All(titles, title => Assert.True(few.MayHave(Encoding.ASCII.GetBytes(title.ToLowerInvariant()))));
        Assert.InRange(given.Count(name => few.MayHave(Encoding.ASCII.GetBytes(name))), 0, given.Count / 5);
        Assert.False(few.MayHave("PRAWIRODININGRAT"u8));
    }

    // Another character in one of them, or the same in both.
    private static void Spoil(Random random, byte[] left, byte[] right)
    {
        var at = random.Next(left.Length);
        right[at] = random.Next(2) == 0 ? Strange[random.Next(Strange.Length)] : (byte)(right[at] ^ (1 << random.Next(8)));
        if (random.Next(3) == 0)
        {
            left[at] = right[at];
        }
    }

    private static byte AnyPlain(Random random) =>
        random.Next(6) == 0 ? (byte)' ' : (byte)((random.Next(2) == 0 ? 'A' : 'a') + random.Next(26));

    private static byte OtherCase(byte letter) => char.IsAsciiLetter((char)letter) ? (byte)(letter ^ 0x20) : letter;

    private static bool AreSame(byte[] left, byte[] right) => left.Zip(right).All(pair =>
        (pair.First == ' ' && pair.Second == ' ')
        || (char.IsAsciiLetter((char)pair.First) && char.IsAsciiLetter((char)pair.Second)
            && char.ToUpperInvariant((char)pair.First) == char.ToUpperInvariant((char)pair.Second)));

    private static byte[] LetterA(int times) => [.. Enumerable.Repeat((byte)'A', times)];

    private static IEnumerable<int> PlacesOf(ulong blanks) => Enumerable.Range(0, 64).Where(at => (blanks & (1UL << at)) != 0);
}
