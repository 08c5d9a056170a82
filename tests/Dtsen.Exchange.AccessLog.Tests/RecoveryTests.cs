using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Tests.Tree;

namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class RecoveryTests : IDisposable
{
    private const int Leaves = 5;

    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_journal_cut_at_any_byte_keeps_every_leaf_whose_group_is_whole(int zerosBehind)
    {
        var (journal, groupEnds) = await JournalOfSingleLeavesAsync();
        for (var length = 0; length <= journal.Length; length++)
        {
            PutJournal([.. journal.AsSpan(0, length), .. new byte[zerosBehind]]);
            await using var log = MerkleLog.Open(_folder.FullPath);
            // A frame may end in zeros of its own.
            var whole = groupEnds.Count(end => end <= length + zerosBehind && Journal.IsRoom(journal.AsSpan(length..Math.Max(length, end))));
            Assert.Equal(whole, log.Size);
            AssertLeaves(log, whole);
            Assert.Equal(whole, await log.AppendAsync("next"u8));
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_damaged_byte_before_the_last_group_is_refused_and_in_the_last_group_cuts_it_alone(int zerosBehind)
    {
        var (written, groupEnds) = await JournalOfSingleLeavesAsync();
        byte[] journal = [.. written, .. new byte[zerosBehind]];
        for (var at = 0; at < journal.Length; at++)
        {
            var damaged = journal.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            PutJournal(damaged);
            if (at < groupEnds[^2])
            {
                var refused = Assert.Throws<AccessLogException>(() => MerkleLog.Open(_folder.FullPath));
                Assert.Equal(AccessLogFault.Damaged, refused.Fault);
                Assert.StartsWith("000000000000000.journal: ", refused.Message, StringComparison.Ordinal);
                continue;
            }

            await using var log = MerkleLog.Open(_folder.FullPath);
            var whole = at < groupEnds[^1] ? Leaves - 1 : Leaves;
            Assert.Equal(whole, log.Size);
            AssertLeaves(log, whole);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_crash_leaves_zeros_where_more_would_have_come_and_an_end_does_not()
    {
        byte[] crashed;
        await using (var log = MerkleLog.Open(_source.FullPath))
        {
            await log.AppendAsync("one"u8);
            crashed = await File.ReadAllBytesAsync(_source.Only(".journal"));
        }

        var ended = await File.ReadAllBytesAsync(_source.Only(".journal"));
        Assert.Equal(ended, crashed[..ended.Length]);
        Assert.True(crashed.Length > ended.Length && !crashed.AsSpan(ended.Length).ContainsAnyExcept((byte)0));
        PutJournal(crashed);
        await using var again = MerkleLog.Open(_folder.FullPath);
        Assert.Equal("one"u8.ToArray(), Assert.Single(again.Read(0, 9)).Content.ToArray());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_journal_before_the_last_one_may_not_be_torn()
    {
        var (journal, groupEnds) = await JournalOfSingleLeavesAsync();
        PutJournal(journal.AsSpan(0, groupEnds[^2] + 3));
        File.WriteAllBytes(_folder.File("000000000000004.journal"), []);
        Assert.Equal(AccessLogFault.Damaged, Assert.Throws<AccessLogException>(() => MerkleLog.Open(_folder.FullPath)).Fault);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_crash_leaves_half_done_is_finished_or_cleared_away()
    {
        await using (var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 3)))
        {
            await AppendAsync(log, 0, 3);
            await WaitForSealedAsync(log, 1);
        }

        // Sealed, but the process died before it deleted the journal; and while it wrote other files.
        var journal = await JournalOfSingleLeavesAsync();
        File.WriteAllBytes(_folder.File("000000000000000.journal"), journal.Bytes);
        File.WriteAllText(_folder.File("000000000000003.segment.tmp"), "half");
        await using var again = MerkleLog.Open(_folder.FullPath);
        Assert.Equal(3, again.Size);
        AssertLeaves(again, 3);
        Assert.False(File.Exists(_folder.File("000000000000000.journal")));
        Assert.Empty(Directory.GetFiles(_folder.FullPath, "*.tmp"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_file_is_named()
    {
        await using (var log = MerkleLog.Open(_source.FullPath, new LogLimits(SegmentLeaves: 3)))
        {
            await AppendAsync(log, 0, 7);
            await WaitForSealedAsync(log, 2);
        }

        foreach (var path in Directory.GetFiles(_source.FullPath).Where(path => !path.EndsWith(".journal", StringComparison.Ordinal)))
        {
            if (Path.GetFileName(path) == "lock")
            {
                continue;
            }

            _folder.Clear();
            _source.CopyTo(_folder);
            File.Delete(_folder.File(Path.GetFileName(path)));
            Assert.Equal(AccessLogFault.Damaged, Assert.Throws<AccessLogException>(() => MerkleLog.Open(_folder.FullPath)).Fault);
        }
    }

    private async Task<(byte[] Bytes, List<int> GroupEnds)> JournalOfSingleLeavesAsync()
    {
        await using (var log = MerkleLog.Open(_source.FullPath))
        {
            await AppendAsync(log, 0, Leaves);
        }

        var bytes = await File.ReadAllBytesAsync(_source.Only(".journal"));
        var ends = new List<int>();
        for (var at = Journal.HeaderSize; at < bytes.Length; at = ends[^1])
        {
            Assert.True(JournalFrame.TryRead(bytes.AsSpan(at), out var frame));
            ends.Add(at + frame.Length);
        }

        Assert.Equal(Leaves, ends.Count);
        return (bytes, ends);
    }

    private void PutJournal(ReadOnlySpan<byte> bytes)
    {
        _folder.Clear();
        File.WriteAllBytes(_folder.File("000000000000000.journal"), bytes);
    }

    private static async Task AppendAsync(MerkleLog log, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await log.AppendAsync(Leaf(i), [(ulong)i, 77]);
        }
    }

    private static byte[] Leaf(int i) => [(byte)i, 1, 2, 3];

    private static void AssertLeaves(MerkleLog log, int count)
    {
        var leaves = log.Read(0, 100);
        Assert.Equal(count, leaves.Count);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Leaf(i), leaves[i].Content.ToArray());
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), log.Find(77));
        Assert.Equal(NaiveTree.Root([.. leaves.Select(leaf => NaiveTree.Leaf(leaf.Stored.Span))]), log.Root(count));
    }

    internal static async Task WaitForSealedAsync(MerkleLog log, int segments)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (log.Sealed().Count < segments)
        {
            Assert.True(DateTime.UtcNow < until, "No segment was sealed in time.");
            await Task.Delay(5);
        }
    }
}
