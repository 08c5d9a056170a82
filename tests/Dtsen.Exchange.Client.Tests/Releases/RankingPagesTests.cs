using System.Security.Cryptography;
using Dtsen.Exchange.Client.Releases;

namespace Dtsen.Exchange.Client.Tests.Releases;

public class RankingPagesTests
{
    private static readonly byte[][] Families = [.. Enumerable.Range(0, 10).Select(row => new byte[] { (byte)row, 1, 2 })];
    private static readonly KabupatenSource Source = new("3273", () => Families.Select(family => (ReadOnlyMemory<byte>)family));

    [Theory]
    [InlineData(0, 4, 1000, new long[] { 0, 4, 8 })]
    [InlineData(0, 5, 1000, new long[] { 0, 5 })]
    [InlineData(0, 100, 9, new long[] { 0, 3, 6, 9 })]
    [InlineData(0, 100, 1, new long[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(3, 4, 1000, new long[] { 3, 7 })]
    [InlineData(10, 4, 1000, new long[] { })]
    [InlineData(12, 4, 1000, new long[] { })]
    public void Pages_begin_where_the_last_ended_and_keep_the_limits(long durable, int families, int bytes, long[] firstRows)
    {
        using var pages = new RankingPages(Source, durable, new UploadLimits { PageFamilies = families, PageBytes = bytes });

        var read = pages.Read().ToList();

        Assert.Equal(firstRows, read.Select(page => page.FirstRow));
        Assert.Equal(
            Families.Skip((int)durable), read.SelectMany(page => page.Families).Select(family => family.ToByteArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(10)]
    public void Count_and_digest_are_over_everything_wherever_sending_began(long durable)
    {
        using var pages = new RankingPages(Source, durable, new UploadLimits());
        Assert.InRange(pages.Read().Count(), 0, 1);

        var complete = pages.Complete();

        Assert.Equal(10, complete.Families);
        Assert.Equal(SHA256.HashData([.. Families.SelectMany(family => family)]), complete.Digest.ToByteArray());
    }
}
