using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

public class NameLexiconTests
{
    [Fact]
    public void No_word_stands_for_two_names()
    {
        var seen = new Dictionary<string, string>();
        var twice = new List<string>();
        foreach (var (section, forms) in NameLexicon.Groups().Where(group => !group.Section.StartsWith("title", StringComparison.Ordinal)))
        {
            foreach (var form in forms)
            {
                var key = NameLexicon.KeyOf(form.TrimEnd('.'));
                if (!seen.TryAdd(key, forms[0]) && seen[key] != forms[0])
                {
                    twice.Add($"{section}: {form} of {forms[0]} and {seen[key]}");
                }
            }
        }

        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("SOEHARTO", "SUHARTO")]
    [InlineData("DJOJO", "JOJO")]
    [InlineData("TJIPTO", "CIPTO")]
    [InlineData("SJAHRIR", "SYAHRIR")]
    [InlineData("NJOTO", "NJOTO")]
    [InlineData("ACHMAD", "AHMAD")]
    [InlineData("AHMADD", "AHMAD")]
    [InlineData("FATIMAH", "PATIMA")]
    [InlineData("XAVERIUS", "KSAPERIUS")]
    [InlineData("QURROTA", "KUROTA")]
    [InlineData("QUIRINA", "KIRINA")]
    [InlineData("CHRISTIAN", "KRISTIAN")]
    [InlineData("SETIYAWAN", "SETIAWAN")]
    [InlineData("SUWARNO", "SUARNO")]
    public void Spellings_of_a_word_have_one_key(string word, string other)
    {
        Assert.Equal(NameLexicon.KeyOf(word), NameLexicon.KeyOf(other));
    }
}
