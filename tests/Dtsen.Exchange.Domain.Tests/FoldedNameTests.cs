using FsCheck.Xunit;

namespace Dtsen.Exchange.Domain.Tests;

public class FoldedNameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("Siti", "SITI")]
    [InlineData("siti  nur'aini", "SITI NUR'AINI")]
    [InlineData("\tSiti \u00a0 Aminah\r\n", "SITI AMINAH")]
    [InlineData("I Gusti Ayu", "I GUSTI AYU")]
    [InlineData("José Ximenes", "JOSÉ XIMENES")]
    [InlineData("Drs. H. Muh. Yusuf, S.Pd.", "DRS. H. MUH. YUSUF, S.PD.")]
    public void Case_and_blanks_are_folded_and_nothing_else(string name, string folded) => Assert.Equal(folded, FoldedName.Fold(name));

    [Theory]
    [InlineData("Yusuf", "Yusup")]
    [InlineData("Nur Aini", "Nuraini")]
    [InlineData("Nur'aini", "Nuraini")]
    public void Other_spellings_stay_other_names(string one, string two) => Assert.NotEqual(FoldedName.Fold(one), FoldedName.Fold(two));

    [Property]
    public bool Folding_again_changes_nothing(string? name)
    {
        var once = FoldedName.Fold(name);
        return FoldedName.Fold(once) == once && once.Trim() == once && !once.Contains("  ", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_longer_than_the_stack_takes_is_folded_too() =>
        Assert.Equal(new string('A', 5_000) + " " + new string('B', 5_000), FoldedName.Fold(new string('a', 5_000) + "   " + new string('b', 5_000)));
}
