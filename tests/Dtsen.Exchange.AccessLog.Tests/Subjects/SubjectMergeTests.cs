using Dtsen.Exchange.AccessLog.Subjects;
using FsCheck;
using FsCheck.Xunit;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

/// <summary>Which files are joined, of files that are sizes only, as segments of any sizes are sealed.</summary>
public sealed class SubjectMergeTests
{
    /// <param name="Size">What a search looks into.</param>
    /// <param name="LargestPart">Entries of the largest file of which it was joined; its own where it was not.</param>
    private sealed record Held(SubjectTrailer Size, long LargestPart);

    [Property(MaxTest = 40)]
    public void Few_files_are_left_and_what_was_joined_twice_is_in_a_file_much_larger(DoNotSize<int> seed) =>
        Seal(Sizes(new Random(seed.Item)).Take(400));

    [Fact]
    public void A_large_file_is_left_alone_by_the_small_ones_behind_it()
    {
        const int small = 1000;
        var written = Seal([.. Enumerable.Repeat(2_000_000L, 8), .. Enumerable.Repeat((long)small, 1500)]);
        Assert.InRange(written, 1, 2 * ((8 * 2_000_000L) + (1500 * small)));
    }

    [Fact]
    public void Files_of_one_size_are_joined_by_sixteen()
    {
        Assert.Equal(0..16, SubjectMerge.Next(Files(17, 500)));
        Assert.Equal(0..0, SubjectMerge.Next(Files(15, 500)));
    }

    [Theory]
    [InlineData(2_100_000, 15)]
    [InlineData(4_800_000, 6)]
    [InlineData(12_000_000, 2)]
    [InlineData(17_000_000, 0)]
    public void Files_of_which_fewer_fill_one_are_joined_by_fewer_once_the_next_does_not_fit(long count, int fewer)
    {
        Assert.Equal(0..0, SubjectMerge.Next(Files(fewer, count)));
        Assert.Equal(0..fewer, SubjectMerge.Next(Files(fewer + 1, count)));
    }

    [Fact]
    public void Files_that_were_left_apart_long_ago_become_few()
    {
        var files = Files(125, 4_800_000).ToList();
        while (SubjectMerge.Next([.. files]) is var range && !range.Equals(0..0))
        {
            var (start, length) = range.GetOffsetAndLength(files.Count);
            var parts = files.GetRange(start, length);
            files.RemoveRange(start, length);
            files.Insert(start, new SubjectTrailer(parts[0].First, parts.Sum(part => part.Leaves), parts.Sum(part => part.Count)));
        }

        Assert.Equal((125 / 6) + (125 % 6), files.Count);
    }

    private static SubjectTrailer[] Files(int number, long count) =>
        [.. Enumerable.Range(0, number).Select(at => new SubjectTrailer(at, 1, count))];

    /// <summary>Seals segments and joins after each, as a log does.</summary>
    /// <returns>Entries that were written by joins.</returns>
    private static long Seal(IEnumerable<long> counts)
    {
        var files = new List<Held>();
        var (written, sealedCount, leaves) = (0L, 0L, 0L);
        foreach (var count in counts)
        {
            var segment = Math.Max(count, 1);
            files.Add(new Held(new SubjectTrailer(leaves, segment, count), count));
            (sealedCount, leaves) = (sealedCount + count, leaves + segment);
            while (SubjectMerge.Next([.. files.Select(file => file.Size)]) is var range && !range.Equals(0..0))
            {
                var (start, length) = range.GetOffsetAndLength(files.Count);
                var parts = files.GetRange(start, length);
                var joined = new SubjectTrailer(
                    parts[0].Size.First, parts[^1].Size.End - parts[0].Size.First, parts.Sum(part => part.Size.Count));
                Assert.InRange(length, 2, SubjectMerge.Width);
                Assert.InRange(joined.Count, 0, SubjectMerge.LargestCount);
                Assert.InRange(joined.Leaves, 0, SubjectMerge.MostLeaves);
                Assert.All(
                    parts.Where(part => part.LargestPart != part.Size.Count),
                    part => Assert.True(4 * joined.Count >= 7 * part.LargestPart, $"{part} became {joined.Count}."));
                files.RemoveRange(start, length);
                files.Insert(start, new Held(joined, parts.Max(part => part.Size.Count)));
                written += joined.Count;
            }

            Assert.InRange(files.Count, 1, 40 + (3 * (sealedCount / SubjectMerge.LargestCount)) + (3 * (leaves / SubjectMerge.MostLeaves)));
        }

        return written;
    }

    private static IEnumerable<long> Sizes(Random chance)
    {
        while (true)
        {
            // As long as a kind of caller is at work, segments are alike; or they alternate; or rise and fall.
            var (kind, length, most, few) = (chance.Next(4), chance.Next(1, 60), Power(chance), Power(chance));
            for (var i = 0; i < length; i++)
            {
                yield return kind switch
                {
                    0 => most,
                    1 => Power(chance),
                    2 => i % (1 + (most % 8)) == 0 ? Math.Max(most, few) : Math.Min(most, few),
                    _ => Math.Min(1L << 21, (1L << (i % 22)) + (most % 7)),
                };
            }
        }
    }

    private static long Power(Random chance) => (long)Math.Pow(2, chance.NextDouble() * 21) - 1;
}
