namespace Dtsen.Exchange.Client.Tests;

public class CitizenIdTests
{
    [Fact]
    public void It_is_the_keyed_hash_of_the_digits() => Assert.Equal(
        "8fe320c08e787ddee98695475c4ab926e30b65aa2491e9bcaa97dff057be3f30",
        CitizenId.From("a secret of thirty-two bytes...."u8, "3273014107900001"));

    [Theory]
    [InlineData("327301410790000")]
    [InlineData("32730141079000011")]
    [InlineData("327301410790000A")]
    [InlineData("３２７３０１４１０７９００００１")]
    public void Anything_but_16_digits_is_refused(string nik) =>
        Assert.Throws<ArgumentException>(() => CitizenId.From("secret"u8, nik));
}
