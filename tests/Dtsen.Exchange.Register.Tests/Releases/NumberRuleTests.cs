using Dtsen.Exchange.Domain.NikChecks;
using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class NumberRuleTests
{
    private readonly NumberRule _rule = new(Config.Rules.Wilayah);

    [Property(MaxTest = 2000)]
    public void A_NIK_passes_exactly_where_the_check_that_explains_finds_no_error(FsCheck.DoNotSize<int> seed)
    {
        var text = Text(new Random(seed.Item));
        Assert.Equal(NikCheck.Check(text, Config.Rules.Wilayah).Verdict != NikVerdict.Error, _rule.IsNik(text));
    }

    [Theory]
    [InlineData("3204010101200001", true)]
    [InlineData("3204012902240001", true)]
    [InlineData("9671013112990001", true)]
    [InlineData("3204012902230001", false)]
    [InlineData("3204014101200001", false)]
    [InlineData("3204010101200000", false)]
    [InlineData("0004010101200001", false)]
    [InlineData("1111111111111111", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("3204010101200001 ", false)]
    public void A_nomor_KK_is_one_or_is_not(string text, bool expected) => Assert.Equal(expected, _rule.IsFamilyNumber(text));

    // Numbers near the border: right ones with a place or two changed, cut, lengthened, or of one character alone.
    private static string Text(Random random)
    {
        var text = FamilySample.NikOf(Config.Kabupaten("9171"), random.Next(0, 3), random.Next(0, 60)).ToCharArray().ToList();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            text[random.Next(text.Count)] = random.Next(8) == 0 ? (char)random.Next(32, 0xFF20) : (char)('0' + random.Next(10));
        }

        return random.Next(10) switch
        {
            0 => new string(text[0], random.Next(14, 19)),
            1 => new string(text.ToArray().AsSpan(0, random.Next(16))),
            2 => new string(text.ToArray()) + text[0],
            _ => new string(text.ToArray()),
        };
    }
}
