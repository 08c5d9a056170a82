using Dtsen.Exchange.Register.Blocks;

namespace Dtsen.Exchange.Register.Tests.Blocks;

internal static class BlockSample
{
    /// <summary>Families that compress about as well as real ones, some of them empty, with keys that jump.</summary>
    public static List<(ulong Key, byte[] Family)> Families(int seed, int count, int longest = 900)
    {
        var random = new Random(seed);
        var families = new List<(ulong, byte[])>(count);
        var key = 0ul;
        for (var i = 0; i < count; i++)
        {
            key += random.Next(5) == 0 ? (ulong)random.NextInt64(1, 1L << 40) : 1ul;
            var family = new byte[random.Next(8) == 0 ? 0 : random.Next(1, longest)];
            for (var at = 0; at < family.Length; at++)
            {
                family[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(key + (ulong)(at % 7));
            }

            families.Add((key, family));
        }

        return families;
    }

    public static void Append(BlockWriter writer, IEnumerable<(ulong Key, byte[] Family)> families)
    {
        var page = families.ToList();
        writer.Append(
            page.ConvertAll(f => new ReadOnlyMemory<byte>(f.Family)), page.Select(f => f.Key).ToArray());
    }

    public static List<(ulong Key, byte[] Family)> ReadAll(BlockCursor cursor, long firstRow = 0)
    {
        using (cursor)
        {
            var read = new List<(ulong, byte[])>();
            while (cursor.MoveNext())
            {
                Assert.Equal(firstRow + read.Count, cursor.Row);
                read.Add((cursor.Key, cursor.Family.ToArray()));
            }

            Assert.False(cursor.MoveNext());
            return read;
        }
    }

    public static void AssertSame(
        IEnumerable<(ulong Key, byte[] Family)> expected, List<(ulong Key, byte[] Family)> actual)
    {
        var list = expected.ToList();
        Assert.Equal(list.Count, actual.Count);
        for (var i = 0; i < list.Count; i++)
        {
            Assert.Equal(list[i].Key, actual[i].Key);
            Assert.True(list[i].Family.AsSpan().SequenceEqual(actual[i].Family));
        }
    }
}
