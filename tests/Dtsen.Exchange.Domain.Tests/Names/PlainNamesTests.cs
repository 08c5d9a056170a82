using System.Text;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>Names of plain letters are read many letters at once, and equal ones hardly at all; that is nothing but faster.</summary>
public class PlainNamesTests
{
    private const int Rounds = 50_000;

    [Fact]
    public void Letters_read_together_are_what_they_are_one_by_one()
    {
        var names = new NameGenerator(3);
        for (var round = 0; round < Rounds; round++)
        {
            var a = names.Any();
            var b = round % 3 == 0 ? names.Any() : names.Near(a);
            var expected = NameComparison.Compare(OneByOne(a), OneByOne(b));
            Assert.Equal(expected, NameComparison.Compare(a, b));
            Assert.Equal(expected, NameComparison.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)));
        }
    }

    [Fact]
    public void Equal_names_are_what_they_are_step_by_step()
    {
        var names = new NameGenerator(5);
        for (var round = 0; round < Rounds; round++)
        {
            var a = names.Any();
            var b = round % 2 == 0 ? a.ToUpperInvariant() : a.ToLowerInvariant();
            var expected = NameComparison.Explain(a, b).Match;
            Assert.Equal(expected, NameComparison.Compare(a, b));
            if (a.Length <= NameComparison.LongestRegistered)
            {
                Assert.Equal(expected, NameComparison.Compare(Encoding.UTF8.GetBytes(a), b));
                Assert.Equal(expected, NameComparison.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)));
            }
        }
    }

    [Fact]
    public void Each_word_of_the_lexicon_is_a_title_beside_itself_where_it_is_one_step_by_step()
    {
        foreach (var word in NameLexicon.Groups().SelectMany(group => group.Forms).Select(form => form.TrimEnd('.')))
        {
            var half = Math.Min(2, word.Length / 2);
            string[] forms =
            [
                word, $"{word}.", string.Join('.', word.AsEnumerable()),
                $"{word[..half]}. {word[half..]}", $"{word[..half]}.{word[half..]}",
            ];
            foreach (var name in forms.SelectMany(form =>
                new[] { form, $"{form} Budi", $"Budi {form}", $"Budi A, {form}", $"H. B-{form}" }))
            {
                Assert.Equal(NameComparison.Explain(name, name).Match, NameComparison.Compare(name, name));
            }
        }
    }

    [Theory]
    [InlineData("H. Ni'mah", NameFindings.TitlesIgnored)]
    [InlineData("Ni'mah", NameFindings.None)]
    [InlineData("Budi A., S.Pd.", NameFindings.TitlesIgnored)]
    [InlineData("Budi Hadi S. Pd", NameFindings.TitlesIgnored)]
    [InlineData("Abdul-Karim", NameFindings.None)]
    [InlineData("H.", NameFindings.None)]
    public void A_name_with_marks_beside_itself_has_no_finding_but_its_titles(string name, NameFindings findings)
    {
        Assert.Equal(new NameMatch(100, findings), NameComparison.Compare(name, name.ToUpperInvariant()));
        Assert.Equal(new NameMatch(100, findings), NameComparison.Explain(name, name.ToUpperInvariant()).Match);
    }

    [Fact]
    public void Nothing_but_marks_is_no_name_beside_itself_either() =>
        Assert.Equal(new NameMatch(0, NameFindings.Empty), NameComparison.Compare("-. '", "-. '"));

    [Fact]
    public void Most_names_are_seen_to_be_equal_at_a_glance()
    {
        Assert.True(AreEqual("Budi Santoso", "BUDI SANTOSO"));
        Assert.True(AreEqual("Siti Nur Aisyah Rahmawati", "Siti Nur Aisyah Rahmawati"));
        Assert.True(AreEqual("SUHARTO", "Suharto"));
        Assert.True(AreEqual("H. Abd. Rahman", "h. abd. rahman"));
        Assert.True(AreEqual("Ni'mah Nur-Aini", "NI'MAH NUR-AINI"));
        Assert.True(AreEqual("Drs. Budi Santoso, S.E., M.Si.", "DRS. BUDI SANTOSO, S.E., M.SI."));
        Assert.False(AreEqual("Budi Santoso", "Budi Santosa"));
        Assert.False(AreEqual("Budi Santoso", "Budi-Santoso"));
        Assert.False(AreEqual("", ""));
    }

    private static bool AreEqual(string a, string b) => EqualNames.Are(a, b, out _);

    // An apostrophe in each word is passed over, and makes that it is read letter by letter.
    private static string OneByOne(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            text.Append(letter);
            if (char.IsAsciiLetter(letter))
            {
                text.Append('\'');
            }
        }

        return text.ToString();
    }
}
