using Dtsen.Exchange.AccessLog.Files;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class LogWriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _syncing = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);
    private int _syncs;

    public void Dispose()
    {
        _folder.Dispose();
        _syncing.Dispose();
        _mayEnd.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task No_leaf_is_acknowledged_or_seen_before_its_sync_ends_and_all_that_wait_share_the_next_one()
    {
        await using var log = MerkleLog.Open(_folder.FullPath, null, SlowSync);
        var first = log.AppendAsync("first"u8, [9]);
        Assert.True(await _syncing.WaitAsync(Patience));
        var others = Enumerable.Range(0, 100).Select(i => log.AppendAsync([(byte)i], [9])).ToList();
        Assert.False(first.IsCompleted);
        Assert.Equal(0, log.Size);
        Assert.Empty(log.Find(9));
        _mayEnd.Release();
        Assert.Equal(0, await first.WaitAsync(Patience));
        Assert.True(await _syncing.WaitAsync(Patience));
        Assert.All(others, append => Assert.False(append.IsCompleted));
        Assert.Equal(1, log.Size);
        _mayEnd.Release();
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), await Task.WhenAll(others).WaitAsync(Patience));
        Assert.Equal(2, _syncs);
        Assert.Equal(101, log.Find(9).Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failed_sync_fails_its_group_all_that_wait_and_all_that_follow()
    {
        var log = MerkleLog.Open(_folder.FullPath, null, SlowSync);
        var good = log.AppendAsync("good"u8);
        _mayEnd.Release();
        await good.WaitAsync(Patience);
        Assert.True(await _syncing.WaitAsync(Patience));
        var lost = log.AppendAsync("lost"u8);
        Assert.True(await _syncing.WaitAsync(Patience));
        var waiting = log.AppendAsync("waiting"u8);
        _syncs = int.MinValue;
        _mayEnd.Release();
        foreach (var append in new Func<Task>[] { () => lost, () => waiting, () => log.AppendAsync("late"u8) })
        {
            var refused = await Assert.ThrowsAsync<AccessLogException>(() => append().WaitAsync(Patience));
            Assert.Equal(AccessLogFault.Unwritable, refused.Fault);
            Assert.Contains("Input/output error", refused.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(log.Failure);
        Assert.Equal(1, log.Size);
        Assert.Equal("good"u8.ToArray(), Assert.Single(log.Read(0, 9)).Content.ToArray());
        await log.DisposeAsync();
        await using var again = MerkleLog.Open(_folder.FullPath);
        Assert.Equal("good"u8.ToArray(), again.Read(0, 1)[0].Content.ToArray());
        Assert.Equal(again.Size, await again.AppendAsync("again"u8));
        Assert.Null(again.Failure);
    }

    private void SlowSync(SafeFileHandle handle)
    {
        _syncing.Release();
        Assert.True(_mayEnd.Wait(Patience));
        if (Interlocked.Increment(ref _syncs) < 0)
        {
            throw new IOException("Input/output error");
        }

        DiskSync.File(handle);
    }
}
