using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

public class NameKeyTests
{
    [Theory]
    [InlineData("Muh. Nur", "Moh. Nur")]
    [InlineData("Muh. Nur", "Muhammad Nur")]
    [InlineData("Abd. Gani", "Abdul Gani")]
    [InlineData("Muhammad Yusuf", "Yusup")]
    [InlineData("Drs. H. Budi Santoso, M.Si", "santoso BUDI")]
    [InlineData("Soeharto Widjaja", "Wijaya Suharto")]
    [InlineData("Usman bin Affan", "Usman")]
    public void A_name_has_one_key_in_all_these_ways_to_write_it(string a, string b)
    {
        Assert.NotEqual("", KeyOf(a));
        Assert.Equal(KeyOf(a), KeyOf(b));
    }

    [Theory]
    [InlineData("Budi Santoso", "Budi Susanto")]
    [InlineData("Budi Santoso", "Budi Santso")]
    [InlineData("Muhammad Nur", "Siti Nur")]
    [InlineData("Rina", "Rini")]
    [InlineData("Qwrt", "Qwrz")]
    public void Other_words_make_another_key(string a, string b) => Assert.NotEqual(KeyOf(a), KeyOf(b));

    private static string KeyOf(string name)
    {
        Span<char> key = stackalloc char[NameKey.MaxLength];
        return key[..NameKey.Write(name, key)].ToString();
    }
}
