using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class SegmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Subjects_of_many_segments_are_joined_and_found_while_that_happens()
    {
        await using var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < 700; i++)
        {
            await log.AppendAsync([], [(ulong)(i % 7) << 60, 5]);
            Assert.Equal(i + 1, log.Find(5).Count);
        }

        await RecoveryTests.WaitForSealedAsync(log, 70);
        await UntilJoinedAsync(() => Directory.GetFiles(_folder.FullPath, "*.subjects").Length <= 14);

        Assert.Null(log.JoinFailure);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)((i * 7) + 3)), log.Find(3UL << 60));
        foreach (var range in log.Sealed())
        {
            log.Verify(range);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Subjects_that_earlier_processes_left_are_joined_though_nothing_more_is_sealed()
    {
        for (var i = 0; i < SubjectMerge.Width; i++)
        {
            await using var earlier = MerkleLog.Open(_folder.FullPath);
            await earlier.AppendAsync([], [5]);
        }

        await using var log = MerkleLog.Open(_folder.FullPath);
        await UntilOneFileOfSubjectsAsync();
        Assert.Equal(Enumerable.Range(0, SubjectMerge.Width).Select(i => (long)i), log.Find(5));
        Assert.Null(log.JoinFailure);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Damaged_subjects_are_not_joined_and_the_log_goes_on(bool isOfEarlierProcess, bool isCut)
    {
        var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < 10; i++)
        {
            await log.AppendAsync([], [(ulong)i]);
        }

        await RecoveryTests.WaitForSealedAsync(log, 1);
        if (isOfEarlierProcess)
        {
            await log.DisposeAsync();
            log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        }

        await using var opened = log;
        if (isCut)
        {
            TemporaryFolder.Cut(_folder.Only(".subjects"), 0);
        }
        else
        {
            TemporaryFolder.Damage(_folder.Only(".subjects"), 3);
        }

        for (var i = 10; i < 200; i++)
        {
            await log.AppendAsync([], [(ulong)i]);
        }

        await RecoveryTests.WaitForSealedAsync(log, 20);
        var until = DateTime.UtcNow.AddSeconds(30);
        while (log.JoinFailure is null)
        {
            Assert.True(DateTime.UtcNow < until, "The damage was not noticed in time.");
            await Task.Delay(5);
        }

        Assert.Equal(AccessLogFault.Damaged, Assert.IsType<AccessLogException>(log.JoinFailure).Fault);
        Assert.Equal(200, await log.AppendAsync([], [5000]));
        Assert.Equal([200], log.Find(5000, from: 10));
        Assert.Null(log.Failure);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_segment_is_exported_with_its_subjects_alone_as_it_was_sealed(bool isByLaterProcess)
    {
        using var export = new TemporaryFolder();
        using var sealedFirst = new TemporaryFolder();
        var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < 10; i++)
        {
            await log.AppendAsync([(byte)i], [(ulong)i << 58, 5]);
        }

        await RecoveryTests.WaitForSealedAsync(log, 1);
        var range = log.Sealed()[0];
        log.Export(range, sealedFirst.FullPath);
        for (var i = 10; i < 300; i++)
        {
            await log.AppendAsync([(byte)i], [(ulong)i << 55, 5]);
        }

        await UntilJoinedAsync(() => !File.Exists(_folder.File("000000000000000-000000000000010.subjects")));

        if (isByLaterProcess)
        {
            await log.DisposeAsync();
            log = MerkleLog.Open(_folder.FullPath);
        }

        await using var opened = log;
        var exported = log.Export(range, export.FullPath);
        Assert.All(exported, file => Assert.Equal(SHA256.HashData(File.ReadAllBytes(file.Path)), file.Sha256));
        Assert.Equal(["000000000000000-000000000000010.subjects", "000000000000000.segment"],
            Directory.GetFiles(export.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var path in Directory.GetFiles(export.FullPath))
        {
            Assert.Equal(await File.ReadAllBytesAsync(sealedFirst.File(Path.GetFileName(path))), await File.ReadAllBytesAsync(path));
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(10, ".subjects", false, 3)]
    [InlineData(10, ".subjects", true, 3)]
    [InlineData(10, ".subjects", true, -80)]
    [InlineData(10, ".segment", true, 3)]
    [InlineData(10, ".segment", true, -80)]
    [InlineData(160, ".subjects", false, 3)]
    [InlineData(160, ".subjects", true, 3)]
    public async Task What_is_damaged_is_not_exported(int leaves, string extension, bool isOfEarlierProcess, int at)
    {
        using var export = new TemporaryFolder();
        var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < leaves; i++)
        {
            await log.AppendAsync([(byte)i], [(ulong)i << 57]);
        }

        await RecoveryTests.WaitForSealedAsync(log, leaves / 10);
        await UntilOneFileOfSubjectsAsync();
        if (isOfEarlierProcess)
        {
            await log.DisposeAsync();
            log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        }

        await using var opened = log;
        var path = _folder.Only(extension);
        TemporaryFolder.Damage(path, at < 0 ? (int)new FileInfo(path).Length + at : at);
        var refused = Assert.Throws<AccessLogException>(() => log.Export(log.Sealed()[0], export.FullPath));
        Assert.Equal(AccessLogFault.Damaged, refused.Fault);
        Assert.Empty(Directory.GetFiles(export.FullPath, "*" + extension));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_leaf_is_named_when_it_is_read_and_when_its_segment_is_verified()
    {
        await using var log = MerkleLog.Open(_folder.FullPath, new LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < 10; i++)
        {
            await log.AppendAsync([(byte)i, 0, 0, 0]);
        }

        await RecoveryTests.WaitForSealedAsync(log, 1);
        var path = _folder.Only(".segment");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[4 * 36] ^= 1;
        TemporaryFolder.Put(path, bytes);
        var read = Assert.Throws<AccessLogException>(() => log.Read(0, 10));
        var verified = Assert.Throws<AccessLogException>(() => log.Verify(log.Sealed()[0]));
        Assert.Equal("000000000000000.segment: leaf 4 differs from its hash.", read.Message);
        Assert.Equal(read.Message, verified.Message);
        Assert.Equal(4, log.Read(0, 4).Count);
    }

    private Task UntilOneFileOfSubjectsAsync() =>
        UntilJoinedAsync(() => Directory.GetFiles(_folder.FullPath, "*.subjects").Length <= 1);

    private static async Task UntilJoinedAsync(Func<bool> holds)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < until, "The subjects were not joined in time.");
            await Task.Delay(5);
        }
    }
}
