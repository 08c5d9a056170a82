using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Tests.Tree;

namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class MerkleLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_leaf_is_stored_with_the_digest_of_its_sorted_distinct_subjects()
    {
        await using var log = MerkleLog.Open(_folder.FullPath);
        Assert.Equal(0, await log.AppendAsync("one"u8, [0x0300, 1, 0x0300]));
        Assert.Equal(1, await log.AppendAsync("two"u8));
        var leaves = log.Read(0, 10);
        Assert.Equal("one"u8.ToArray(), leaves[0].Content.ToArray());
        Assert.Equal(
            SHA256.HashData([1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]), leaves[0].SubjectsDigest.ToArray());
        Assert.Equal(SHA256.HashData([]), leaves[1].SubjectsDigest.ToArray());
        Assert.Equal(NaiveTree.Root([NaiveTree.Leaf(leaves[0].Stored.Span), NaiveTree.Leaf(leaves[1].Stored.Span)]), log.Root(2));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_empty_log_has_the_root_of_nothing_also_when_opened_again()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var log = MerkleLog.Open(_folder.FullPath);
            Assert.Equal(0, log.Size);
            Assert.Equal(SHA256.HashData([]), log.Root(0));
            Assert.Empty(log.Read(0, 5));
            Assert.Empty(log.Find(1));
            Assert.Empty(log.ConsistencyProof(0, 0));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Roots_and_proofs_over_many_segments_and_openings_are_those_of_the_definition()
    {
        var random = new Random(3);
        var hashes = new List<byte[]>();
        for (var opening = 0; opening < 6; opening++)
        {
            await using var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 1 + random.Next(90)));
            for (var i = 0; i < 150; i++)
            {
                var leaf = new byte[random.Next(60)];
                random.NextBytes(leaf);
                var index = await log.AppendAsync(leaf, new ulong[random.Next(3)]);
                hashes.Add(NaiveTree.Leaf(Assert.Single(log.Read(index, 1)).Stored.Span));
            }

            var all = hashes.ToArray();
            for (var i = 0; i < 60; i++)
            {
                var size = random.Next(1, all.Length + 1);
                var smaller = random.Next(size + 1);
                var index = random.Next(size);
                Assert.Equal(NaiveTree.Root(all.AsSpan(0, size)), log.Root(size));
                Assert.Equal(NaiveTree.Path(index, all.AsSpan(0, size)), log.InclusionProof(index, size));
                Assert.Equal(NaiveTree.Proof(smaller, all.AsSpan(0, size)), log.ConsistencyProof(smaller, size));
            }
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Concurrent_appenders_get_indexes_without_gaps_and_each_finds_its_leaf_at_once()
    {
        const int appenders = 32;
        const int each = 100;
        await using var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 333));
        var indexes = await Task.WhenAll(Enumerable.Range(0, appenders).Select(appender => Task.Run(async () =>
        {
            var own = new List<long>();
            for (var i = 0; i < each; i++)
            {
                var content = BitConverter.GetBytes((appender * each) + i);
                var index = await log.AppendAsync(content, [(ulong)appender]);
                Assert.Equal(content, Assert.Single(log.Read(index, 1)).Content.ToArray());
                Assert.Equal([index], log.Find((ulong)appender, index));
                own.Add(index);
            }

            Assert.Equal(own, log.Find((ulong)appender));
            return own;
        })));
        Assert.Equal(Enumerable.Range(0, appenders * each).Select(i => (long)i), indexes.SelectMany(own => own).Order());
        Assert.Equal(appenders * each, log.Size);
    }

    [Fact(Timeout = 60_000)]
    public async Task Appends_that_are_not_awaited_keep_their_order_and_are_written_before_the_log_closes()
    {
        var appends = new List<Task<long>>();
        await using (var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 64)))
        {
            for (var i = 0; i < 1000; i++)
            {
                appends.Add(log.AppendAsync(BitConverter.GetBytes(i)));
            }
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), await Task.WhenAll(appends));
        await using var again = MerkleLog.Open(_folder.FullPath);
        Assert.Equal(
            Enumerable.Range(0, 1000), again.Read(0, 2000).Select(leaf => BitConverter.ToInt32(leaf.Content.Span)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_closed_log_takes_no_leaf()
    {
        var log = MerkleLog.Open(_folder.FullPath);
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync("late"u8));
    }

    [Fact(Timeout = 60_000)]
    public async Task Leaves_and_lists_that_are_too_long_are_refused_and_the_longest_are_kept()
    {
        await using var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentBytes: 1024));
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(new byte[LogLimits.LongestLeaf + 1]));
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync([], new ulong[LogLimits.MostSubjects + 1]));
        var subjects = Enumerable.Range(0, LogLimits.MostSubjects).Select(i => (ulong)i << 48).ToArray();
        var longest = new byte[LogLimits.LongestLeaf];
        longest[^1] = 7;
        var index = await log.AppendAsync(longest, subjects);
        await log.AppendAsync([]);
        Assert.Equal(longest, log.Read(index, 1)[0].Content.ToArray());
        Assert.Equal([index], log.Find(subjects[^1]));
        Assert.Null(log.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task Numbers_out_of_range_are_refused()
    {
        await using var log = MerkleLog.Open(_folder.FullPath);
        await log.AppendAsync("leaf"u8);
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Root(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.InclusionProof(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.InclusionProof(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.ConsistencyProof(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.ConsistencyProof(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(-1, 1));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_owner_of_the_folder_is_refused_until_the_first_lets_go()
    {
        await using (MerkleLog.Open(_folder.FullPath))
        {
            var refused = Assert.Throws<AccessLogException>(() => MerkleLog.Open(_folder.FullPath));
            Assert.Equal(AccessLogFault.InUse, refused.Fault);
        }

        await using var again = MerkleLog.Open(_folder.FullPath);
        Assert.Equal(0, again.Size);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_as_such()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Needs a folder in which not even root may write; run on Linux.");
        }

        foreach (var folder in new[] { "/proc/access-log", "/proc/self" })
        {
            var refused = Assert.Throws<AccessLogException>(() => MerkleLog.Open(folder));
            Assert.Equal(AccessLogFault.Unwritable, refused.Fault);
        }
    }
}
