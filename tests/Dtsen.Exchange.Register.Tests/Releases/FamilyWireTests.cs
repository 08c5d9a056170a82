using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class FamilyWireTests
{
    [Theory]
    [InlineData("3204010101200001")]
    [InlineData("9671013112990001")]
    [InlineData("320401010120000")]
    [InlineData("32040101012000011")]
    [InlineData("3204019901200001")]
    [InlineData("０２０４０１")]
    [InlineData("")]
    public void Reads_the_number_that_parsing_the_family_gives(string text)
    {
        var known = FamilyNumber.TryParse(text, out var expected);
        Assert.Equal(known, FamilyWire.TryReadNumber(new Family { NomorKartuKeluarga = text, Alamat = "x" }.ToByteArray(), out var number));
        Assert.Equal(expected, number);
    }

    [Property]
    public void Bytes_of_any_kind_have_a_number_or_none(byte[] bytes) => Assert.False(FamilyWire.TryReadNumber(bytes, out _));
}
