using Dtsen.Exchange.Domain.Matching;

namespace Dtsen.Exchange.Domain.Tests.Matching;

public class NikNeighboursTests
{
    private const string Written = "3204052811900007";

    [Fact]
    public void Each_is_a_NIK_that_the_slip_turns_into_what_was_written()
    {
        var found = Of(Written);

        Assert.InRange(found.Length, 100, NikNeighbours.Max);
        Assert.Equal(found.Length, found.Select(neighbour => neighbour.Nik).Distinct().Count());
        Assert.All(found, neighbour => Assert.Equal(Written, Slip(neighbour.Nik.Reveal(), neighbour)));
        Assert.DoesNotContain(Written, found.Select(neighbour => neighbour.Nik.Reveal()));
    }

    [Theory]
    [InlineData("3204052811900008", NikSlip.ChangedDigit, 16)]
    [InlineData("3204052811900017", NikSlip.ChangedDigit, 15)]
    [InlineData("1204052811900007", NikSlip.ChangedDigit, 1)]
    [InlineData("3204056811900007", NikSlip.ChangedDigit, 7)]
    [InlineData("2304052811900007", NikSlip.ExchangedDigits, 1)]
    [InlineData("3240052811900007", NikSlip.ExchangedDigits, 3)]
    [InlineData("3204052811900070", NikSlip.ExchangedDigits, 15)]
    [InlineData("3204052811090007", NikSlip.ExchangedDigits, 11)]
    public void A_slip_is_found_where_it_is(string meant, NikSlip slip, int position) =>
        Assert.Contains(Of(Written), neighbour => neighbour == new NikNeighbour(Parse(meant), slip, position));

    [Fact]
    public void Every_NIK_is_found_from_each_of_its_neighbours_and_from_slips_that_make_none()
    {
        foreach (var neighbour in Of(Written))
        {
            Assert.Contains(Of(neighbour.Nik.Reveal()), back => back.Nik.Reveal() == Written);
        }

        // Month 31, sequence 0000.
        Assert.Contains(Of("3204052831900007"), neighbour => neighbour.Nik.Reveal() == Written);
        Assert.Contains(Of("3204052811900000"), neighbour => neighbour.Nik.Reveal() == Written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("320405281190000")]
    [InlineData("32040528119000071")]
    [InlineData("3.20405E+15")]
    [InlineData("3204052811900o07")]
    public void What_is_not_sixteen_digits_has_none(string written) => Assert.Empty(Of(written));

    private static NikNeighbour[] Of(string written)
    {
        var neighbours = new NikNeighbour[NikNeighbours.Max];
        return neighbours[..NikNeighbours.Find(written, neighbours)];
    }

    private static Nik Parse(string text) => Nik.TryParse(text, out var nik) ? nik : throw new ArgumentException("No NIK.", nameof(text));

    /// <summary>Makes the slip, from what is meant to what was written.</summary>
    private static string Slip(string meant, NikNeighbour neighbour)
    {
        var digits = meant.ToCharArray();
        var at = neighbour.Position - 1;
        if (neighbour.Slip == NikSlip.ExchangedDigits)
        {
            (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
        }
        else
        {
            digits[at] = Written[at];
        }

        return new string(digits);
    }
}
