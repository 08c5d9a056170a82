using Dtsen.Exchange.Audit;

namespace Dtsen.Exchange.AccessLog.Tests.Crashes;

public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 600_000)]
    public async Task After_any_number_of_kills_every_acknowledged_leaf_is_there_and_every_tree_is_extended()
    {
        var rounds = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1" ? 100 : 20;
        var random = new Random(7);
        var trees = new List<(long Size, byte[] Root)>();
        var acknowledged = 0;
        for (var round = 0; round < rounds; round++)
        {
            var killed = await KilledProcess.RunAsync(_folder.FullPath, TimeSpan.FromMilliseconds(random.Next(1, 400)));
            trees.AddRange(killed.Trees);
            acknowledged += killed.Acknowledged.Count;
            await using var log = MerkleLog.Open(_folder.FullPath, AppendingProcess.Limits);
            foreach (var leaf in killed.Acknowledged)
            {
                AssertIsThere(log, leaf);
            }

            var root = log.Root(log.Size);
            foreach (var tree in trees)
            {
                Assert.True(Proofs.Extends(
                    tree.Size, tree.Root, log.Size, root, log.ConsistencyProof(tree.Size, log.Size)));
            }
        }

        Assert.True(acknowledged >= rounds * AppendingProcess.Appenders);
        Assert.True(trees.Count >= rounds);
        var report = FolderAudit.Run(_folder.FullPath, trees.Select(tree => new Checkpoint("log", tree.Size, tree.Root)));
        Assert.Empty(report.Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disk_that_refuses_a_write_ends_all_appends_and_what_was_acknowledged_is_there()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no limit on the size of files; run on Linux.");
        }

        // The journal is sealed at 48 KB, so it is the journal that hits the limit.
        var refused = await KilledProcess.RunWithSmallFilesAsync(_folder.FullPath, 20);
        Assert.Equal(nameof(AccessLogFault.Unwritable), refused.Refused);
        Assert.NotEmpty(refused.Acknowledged);
        await using var log = MerkleLog.Open(_folder.FullPath, AppendingProcess.Limits);
        foreach (var leaf in refused.Acknowledged)
        {
            AssertIsThere(log, leaf);
        }

        Assert.Equal(log.Size, await log.AppendAsync("again"u8));
    }

    private static void AssertIsThere(MerkleLog log, (long Index, long Start, int Appender, int Number) leaf)
    {
        var read = Assert.Single(log.Read(leaf.Index, 1));
        Assert.Equal(AppendingProcess.Leaf(leaf.Start, leaf.Appender, leaf.Number), read.Content.ToArray());
        foreach (var subject in AppendingProcess.Subjects(leaf.Start, leaf.Appender, leaf.Number))
        {
            Assert.Contains(leaf.Index, log.Find(subject, leaf.Index));
        }
    }
}
