using FsCheck.Xunit;

namespace Dtsen.Exchange.Domain.Tests;

public class DesilTests
{
    [Theory]
    [InlineData(int.MinValue, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(int.MaxValue, false)]
    public void A_desil_is_1_to_10(int value, bool isOne)
    {
        Assert.Equal(isOne, Desil.TryFrom(value, out var desil));
        Assert.Equal(isOne ? value : 0, desil.Value);
    }

    [Property]
    public void What_was_packed_is_read_back(byte nasional, byte provinsi, byte kabupatenKota, byte basis)
    {
        var set = new DesilSet(Of(nasional), Of(provinsi), Of(kabupatenKota), (DesilBasis)(basis % 5));
        Assert.Equal(set, DesilSet.Unpack(set.Pack()));
    }

    [Fact]
    public void The_packed_form_is_that_of_the_files()
    {
        Assert.Equal(0x1A51, new DesilSet(Of(1), Of(5), Of(10), DesilBasis.Ranked).Pack());
        Assert.Equal(0x4000, new DesilSet(null, null, null, DesilBasis.NewFamily).Pack());
        Assert.Equal(default, DesilSet.Unpack(0));
    }

    [Fact]
    public void The_poorest_come_first()
    {
        Assert.True(Of(1)!.Value.CompareTo(Of(2)!.Value) < 0);
        Assert.True(Of(10)!.Value.CompareTo(Of(9)!.Value) > 0);
    }

    // 0 of 11 stands for belum ada desil.
    private static Desil? Of(int number) => Desil.TryFrom(number % 11, out var desil) ? desil : null;
}
