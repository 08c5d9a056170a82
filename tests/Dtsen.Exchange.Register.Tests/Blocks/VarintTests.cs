using Dtsen.Exchange.Register.Blocks;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Blocks;

public sealed class VarintTests
{
    [Property]
    public bool A_number_written_is_read_and_nothing_behind_it(ulong value, byte shift, byte[] behind)
    {
        var number = value >> (shift % 64);
        var bytes = new byte[Varint.MaximumLength];
        var length = Varint.Write(bytes, number);
        ReadOnlySpan<byte> source = [.. bytes[..length], .. behind];
        return Varint.TryRead(ref source, out var read) && read == number && source.SequenceEqual(behind);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 })]
    public void A_number_that_does_not_end_or_fit_is_refused(byte[] bytes)
    {
        ReadOnlySpan<byte> source = bytes;
        Assert.False(Varint.TryRead(ref source, out _));
        Assert.Equal(bytes.Length, source.Length);
    }
}
