using Dtsen.Exchange.AccessLog;

namespace Dtsen.Exchange.Audit.Tests;

/// <summary>Logs to audit: the same seed gives the same leaves.</summary>
internal static class SampleLog
{
    /// <summary>Appends leaves with a few subjects each; their segments are sealed when it returns.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leaves">How many leaves.</param>
    /// <param name="segmentLeaves">Leaves of a segment.</param>
    /// <param name="change">Changes what is appended at an index: the leaf, or its subjects.</param>
    public static async Task<MerkleLog> WriteAsync(
        TemporaryFolder folder, int leaves, int segmentLeaves,
        Func<int, (byte[] Leaf, ulong[] Subjects), (byte[] Leaf, ulong[] Subjects)>? change = null)
    {
        var log = MerkleLog.Open(folder.FullPath, new LogLimits(SegmentLeaves: segmentLeaves));
        for (var i = 0; i < leaves; i++)
        {
            (byte[] Leaf, ulong[] Subjects) appended = (Leaf(i), Subjects(i));
            appended = change?.Invoke(i, appended) ?? appended;
            await log.AppendAsync(appended.Leaf, appended.Subjects);
        }

        var until = DateTime.UtcNow.AddSeconds(30);
        while (log.Sealed().Count < leaves / segmentLeaves)
        {
            Assert.True(DateTime.UtcNow < until, "The segments were not sealed in time.");
            await Task.Delay(5);
        }

        return log;
    }

    /// <summary>The one file of subjects, once all were joined.</summary>
    public static async Task<string> JoinedAsync(TemporaryFolder folder)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (Directory.GetFiles(folder.FullPath, "*.subjects").Length > 1)
        {
            Assert.True(DateTime.UtcNow < until, "The subjects were not joined in time.");
            await Task.Delay(5);
        }

        return folder.Only(".subjects");
    }

    public static Checkpoint TreeAt(MerkleLog log, long size) => new("sample", size, log.Root(size));

    private static byte[] Leaf(int i) => [.. BitConverter.GetBytes(i), .. new byte[i % 9]];

    private static ulong[] Subjects(int i) =>
        [.. Enumerable.Range(1, i % 4).Select(n => unchecked((ulong)((i * 31) + n) * 0x9E3779B97F4A7C15))];
}
