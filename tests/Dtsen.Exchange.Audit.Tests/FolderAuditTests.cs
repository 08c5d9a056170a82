namespace Dtsen.Exchange.Audit.Tests;

public sealed class FolderAuditTests : IDisposable
{
    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_folder_of_a_closed_log_is_clean_at_every_checkpoint_joined_subjects_and_journal_included()
    {
        var trees = new List<Checkpoint>();
        byte[] root;
        await using (var log = await SampleLog.WriteAsync(_source, 1_005, 10))
        {
            for (var size = 0; size <= 1_005; size++)
            {
                trees.Add(SampleLog.TreeAt(log, size));
            }

            var until = DateTime.UtcNow.AddSeconds(30);
            while (Directory.GetFiles(_source.FullPath, "*.subjects").Length > 20)
            {
                Assert.True(DateTime.UtcNow < until, "The subjects were not joined in time.");
                await Task.Delay(5);
            }

            root = log.Root(1_005);
        }

        var report = FolderAudit.Run(_source.FullPath, trees);
        Assert.Empty(report.Findings);
        Assert.Equal((0, 1_005), (report.First, report.End));
        Assert.Equal(root, report.Root.ToArray());
    }

    [Fact(Timeout = 120_000)]
    public async Task Segments_from_the_middle_of_a_log_are_audited_against_a_checkpoint_behind_them()
    {
        await using var log = await SampleLog.WriteAsync(_source, 700, 100);
        log.Export(log.Sealed()[3], _folder.FullPath);
        log.Export(log.Sealed()[4], _folder.FullPath);
        var report = FolderAudit.Run(_folder.FullPath, [.. new[] { 500, 300, 477 }.Select(size => SampleLog.TreeAt(log, size))]);
        Assert.Empty(report.Findings);
        Assert.Equal((300, 500), (report.First, report.End));
        Assert.Equal(
            AuditFault.CheckpointNotReached,
            Assert.Single(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(log, 299)]).Findings).Fault);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(16)]
    public async Task What_a_log_that_was_killed_had_joined_and_not_yet_removed_is_no_fault(int removed)
    {
        await using var log = await SampleLog.WriteAsync(_source, 160, 10);
        foreach (var range in log.Sealed())
        {
            log.Export(range, _folder.FullPath);
        }

        var parts = Directory.GetFiles(_folder.FullPath, "*.subjects").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(16, parts.Length);
        Array.ForEach(parts[..removed], File.Delete);
        File.Copy(await SampleLog.JoinedAsync(_source), _folder.File("000000000000000-000000000000160.subjects"));
        Assert.Empty(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(log, 160)]).Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_log_that_was_killed_had_sealed_half_is_no_fault()
    {
        Checkpoint tree;
        await using (var open = await SampleLog.WriteAsync(_source, 10, 11))
        {
            tree = SampleLog.TreeAt(open, 10);
        }

        File.Copy(_source.Only(".journal"), _folder.File("000000000000000.journal"));
        using var other = new TemporaryFolder();
        await using var log = await SampleLog.WriteAsync(other, 10, 10);
        log.Export(Assert.Single(log.Sealed()), _folder.FullPath);
        File.Delete(_folder.Only(".segment"));
        Assert.Empty(FolderAudit.Run(_folder.FullPath, [tree]).Findings);
    }

    [Fact]
    public void The_audit_shares_no_code_with_the_log_that_it_audits() => Assert.DoesNotContain(
        typeof(FolderAudit).Assembly.GetReferencedAssemblies(),
        assembly => assembly.Name!.StartsWith("Dtsen.", StringComparison.Ordinal));

    [Fact]
    public void An_empty_folder_holds_the_empty_tree_alone()
    {
        var empty = new Checkpoint("sample", 0, Convert.FromHexString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        Assert.Empty(FolderAudit.Run(_folder.FullPath, [empty]).Findings);
        Assert.Equal(
            AuditFault.CheckpointMismatch,
            Assert.Single(FolderAudit.Run(_folder.FullPath, [empty with { Root = new byte[32] }]).Findings).Fault);
    }

    [Fact]
    public void Files_that_are_none_of_a_log_are_found_unreadable()
    {
        foreach (var name in new[] { "000000000000000.segment", "000000000000000-000000000000001.subjects", "000000000000000.journal" })
        {
            foreach (var length in new[] { 0, 31, 127, 128, 500 })
            {
                File.WriteAllBytes(_folder.File(name), new byte[length]);
                var finding = Assert.Single(FolderAudit.Run(_folder.FullPath, []).Findings);
                Assert.Equal(name, finding.File);
            }

            File.Delete(_folder.File(name));
        }
    }
}
