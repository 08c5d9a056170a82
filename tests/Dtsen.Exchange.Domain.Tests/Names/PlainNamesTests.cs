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
            Assert.Equal(NameComparison.Compare(OneByOne(a), OneByOne(b)), NameComparison.Compare(a, b));
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
            Assert.Equal(NameComparison.Explain(a, b).Match, NameComparison.Compare(a, b));
        }
    }

    [Fact]
    public void Most_names_are_seen_to_be_equal_at_a_glance()
    {
        Assert.True(EqualNames.Are("Budi Santoso", "BUDI SANTOSO"));
        Assert.True(EqualNames.Are("Siti Nur Aisyah Rahmawati", "Siti Nur Aisyah Rahmawati"));
        Assert.True(EqualNames.Are("SUHARTO", "Suharto"));
        Assert.False(EqualNames.Are("Budi Santoso", "Budi Santosa"));
        Assert.False(EqualNames.Are("Haji Budi", "HAJI BUDI"));
        Assert.False(EqualNames.Are("", ""));
    }

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
