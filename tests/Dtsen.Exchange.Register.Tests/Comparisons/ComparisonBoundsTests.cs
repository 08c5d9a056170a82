using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Comparisons;

public class ComparisonBoundsTests
{
    [Fact]
    public void A_release_like_the_one_before_lies_within_the_bounds() =>
        Assert.Empty(new ComparisonBounds().ExcessOf(Difference(both: 1000)));

    [Fact]
    public void Each_share_above_its_bound_is_named_with_its_place()
    {
        Assert.Equal(
            ["moved_far_share 0.0566 > 0.05"],
            Texts(Difference(both: 1000, far: 60)));
        Assert.Equal(
            ["unranked_share 0.0566 > 0.05"],
            Texts(Difference(both: 1000, unranked: 60)));
        Assert.Equal(
            ["new_share 0.0566 > 0.05", "families_change_share 0.06 > 0.03"],
            Texts(Difference(both: 1000, added: 60)));
        Assert.Equal(
            ["gone_share 0.1667 > 0.05", "families_change_share 0.1667 > 0.03", "kabupaten_change_share 3204 0.1667 > 0.1"],
            Texts(Difference(both: 1000, gone: 200)));
    }

    [Fact]
    public void A_kabupaten_that_was_not_there_before_lies_outside()
    {
        var difference = Difference(both: 1000);
        difference.AddNew(3273, 1);

        Assert.Equal(["kabupaten_change_share 3273 1 > 0.1"], Texts(difference));
    }

    [Fact]
    public void Bounds_are_read_from_a_file_and_what_it_leaves_out_holds_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new ComparisonBounds(), ComparisonBounds.Load(folder.File("none.json")));
        folder.Put("bounds.json", """{ "moved_far_share": 0.5 }"""u8);
        Assert.Equal(new ComparisonBounds { MovedFarShare = 0.5 }, ComparisonBounds.Load(folder.File("bounds.json")));
        foreach (var wrong in (string[])["{", """{ "moved_share": 1 }""", """{ "new_share": -1 }""", """{ "new_share": "x" }"""])
        {
            folder.Put("bounds.json", System.Text.Encoding.UTF8.GetBytes(wrong));
            Assert.StartsWith(
                "bounds.json",
                Assert.Throws<InvalidDataException>(() => ComparisonBounds.Load(folder.File("bounds.json"))).Message,
                StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Texts(ReleaseDifference difference) =>
        new ComparisonBounds().ExcessOf(difference).Select(excess => excess.ToString());

    private static ReleaseDifference Difference(int both, int far = 0, int unranked = 0, int added = 0, int gone = 0)
    {
        var difference = new ReleaseDifference();
        for (var i = 0; i < both; i++)
        {
            difference.AddBoth(3204, 1 + (i % 10), 3204, 1 + (i % 10));
        }

        for (var i = 0; i < far; i++)
        {
            difference.AddBoth(3204, 1, 3204, 5);
        }

        for (var i = 0; i < unranked; i++)
        {
            difference.AddBoth(3204, 1, 3204, 0);
        }

        for (var i = 0; i < added; i++)
        {
            difference.AddNew(3204, 3);
        }

        for (var i = 0; i < gone; i++)
        {
            difference.AddGone(3204, 3);
        }

        return difference;
    }
}
