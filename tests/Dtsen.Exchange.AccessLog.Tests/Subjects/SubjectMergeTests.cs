using Dtsen.Exchange.AccessLog.Subjects;
using FsCheck;
using FsCheck.Xunit;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

/// <summary>Which files are joined, of files that are sizes only, as segments of any sizes are sealed.</summary>
public sealed class SubjectMergeTests
{
    /// <param name="Size">What a search looks into.</param>
    /// <param name="LargestPart">Entries of the largest file of which it was joined; its own where it was not.</param>
    /// <param name="IsLast">Whether it was joined of so many that it has to be the last time.</param>
    private sealed record Held(SubjectTrailer Size, long LargestPart, bool IsLast = false);

    [Property(MaxTest = 40)]
    public void Few_files_are_left_and_what_was_joined_twice_is_in_a_file_much_larger(DoNotSize<int> seed) =>
        Seal(Sizes(new Random(seed.Item)).Take(400).Select(OfLeaves), few: 40, fewOfEach: 3);

    [Property(MaxTest = 20)]
    public void However_files_are_chosen_so_that_they_are_not_joined_they_do_not_become_many(DoNotSize<int> seed) =>
        Seal(SizesApart(new Random(seed.Item)).Take(600), few: SubjectMerge.MostApart, fewOfEach: SubjectMerge.Width + 1);

    [Fact]
    public void Most_files_that_fit_into_one_and_are_left_apart_are_less_than_that()
    {
        // Each no larger than it has to be, with the smallest between, and most at the ends. The largest has neighbours on both sides.
        var rising = new List<long> { 1 };
        while (AtLeast(2 * rising.TakeLast(7).Sum()) + (2 * rising.Sum()) < SubjectMerge.LargestCount)
        {
            rising.Add(AtLeast(rising.TakeLast(7).Sum()));
        }

        rising.RemoveAt(rising.Count - 1);
        List<long> side = [.. Enumerable.Repeat(0L, 15), .. rising.SelectMany(count => new[] { count, 0 })];
        var files = Trailers([.. side, AtLeast(2 * rising.TakeLast(7).Sum()), .. Enumerable.Reverse(side)]);
        Assert.Equal(0..0, SubjectMerge.Next(files));
        Assert.InRange(files.Length, 100, SubjectMerge.MostApart - 1);

        static long AtLeast(long others) => (4 * others / 3) + 1;
    }

    [Fact]
    public void A_large_file_is_left_alone_by_the_small_ones_behind_it()
    {
        const int small = 1000;
        long[] counts = [.. Enumerable.Repeat(2_000_000L, 8), .. Enumerable.Repeat((long)small, 1500)];
        var written = Seal(counts.Select(OfLeaves), few: 40, fewOfEach: 3);
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

    private static SubjectTrailer[] Files(int number, long count) => Trailers(Enumerable.Repeat(count, number));

    private static SubjectTrailer[] Trailers(IEnumerable<long> counts) =>
        [.. counts.Select((count, at) => new SubjectTrailer(at, 1, count))];

    private static (long Count, long Leaves) OfLeaves(long count) => (count, Math.Max(count, 1));

    /// <summary>Seals segments and joins after each, as a log does.</summary>
    /// <param name="sizes">Of the segments.</param>
    /// <param name="few">Files that may be left of what one could hold,</param>
    /// <param name="fewOfEach">and more of each that they could fill.</param>
    /// <returns>Entries that were written by joins.</returns>
    private static long Seal(IEnumerable<(long Count, long Leaves)> sizes, int few, int fewOfEach)
    {
        var files = new List<Held>();
        var (written, sealedCount, end) = (0L, 0L, 0L);
        foreach (var (count, leaves) in sizes)
        {
            files.Add(new Held(new SubjectTrailer(end, leaves, count), count));
            (sealedCount, end) = (sealedCount + count, end + leaves);
            while (SubjectMerge.Next([.. files.Select(file => file.Size)]) is var range && !range.Equals(0..0))
            {
                var (start, length) = range.GetOffsetAndLength(files.Count);
                var parts = files.GetRange(start, length);
                var joined = new SubjectTrailer(
                    parts[0].Size.First, parts[^1].Size.End - parts[0].Size.First, parts.Sum(part => part.Size.Count));
                var isLast = length > SubjectMerge.Width;
                Assert.InRange(length, 2, SubjectMerge.MostApart);
                Assert.InRange(joined.Count, 0, SubjectMerge.LargestCount);
                Assert.InRange(joined.Leaves, 0, SubjectMerge.MostLeaves);
                Assert.DoesNotContain(parts, part => part.IsLast);
                Assert.All(
                    parts.Where(part => !isLast && part.LargestPart != part.Size.Count),
                    part => Assert.True(4 * joined.Count >= 7 * part.LargestPart, $"{part} became {joined.Count}."));
                files.RemoveRange(start, length);
                files.Insert(start, new Held(joined, parts.Max(part => part.Size.Count), isLast));
                written += joined.Count;
            }

            var each = (sealedCount / SubjectMerge.LargestCount) + (end / SubjectMerge.MostLeaves);
            Assert.InRange(files.Count, 1, few + (fewOfEach * each));
        }

        return written;
    }

    /// <summary>
    /// Files that rise to one and fall again so steeply that no sixteen of them are joined, with small ones at the ends; and then one that
    /// has all leaves that a file may have, and so does not go with them, and no subjects.
    /// </summary>
    private static IEnumerable<(long Count, long Leaves)> SizesApart(Random chance)
    {
        while (true)
        {
            // Now and then not quite so, and so joined in part.
            bool IsOff() => chance.Next(32) == 0;
            var (atEnds, steps, small) = (chance.Next(16), chance.Next(1, 14), chance.Next(5));
            var steepness = IsOff() ? 1 + (3 * chance.NextDouble()) : 2.4;
            double next = IsOff() ? chance.Next(200) : 1 + (30 * small);
            List<long> side = [.. Enumerable.Repeat((long)small, atEnds)];
            for (var step = 0; step < steps; step++, next = 1 + (next * steepness))
            {
                side.Add((long)next);
                if (!IsOff())
                {
                    side.Add(0);
                }
            }

            var peak = (long)next * (IsOff() ? 1 : 2);
            foreach (var count in side.Append(peak).Concat(Enumerable.Reverse(side)))
            {
                yield return (Math.Min(count, SubjectMerge.LargestCount), 1);
            }

            yield return (0, SubjectMerge.MostLeaves - (IsOff() ? chance.Next(20) : 0));
        }
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
