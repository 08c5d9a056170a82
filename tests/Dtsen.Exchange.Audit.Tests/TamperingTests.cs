namespace Dtsen.Exchange.Audit.Tests;

/// <summary>Who may write the files can make every digest in them hold again. What remains is what the log has signed.</summary>
public sealed class TamperingTests : IDisposable
{
    private readonly TemporaryFolder _true = new();
    private readonly TemporaryFolder _false = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _true.Dispose();
        _false.Dispose();
        _folder.Dispose();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(59)]
    public async Task A_leaf_rewritten_with_all_its_hashes_contradicts_the_checkpoint(int index)
    {
        var report = await AuditForgedAsync((i, appended) => i == index ? ([9, 9], appended.Subjects) : appended);
        Assert.All(report.Findings, finding => Assert.Equal(AuditFault.CheckpointMismatch, finding.Fault));
        Assert.Single(report.Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_leaf_rewritten_in_one_segment_contradicts_the_next_one_too()
    {
        await using var honest = await SampleLog.WriteAsync(_true, 60, 20);
        await using var forged = await SampleLog.WriteAsync(
            _false, 60, 20, (i, appended) => i == 3 ? ([9], appended.Subjects) : appended);
        forged.Export(forged.Sealed()[0], _folder.FullPath);
        honest.Export(honest.Sealed()[1], _folder.FullPath);
        var findings = FolderAudit.Run(_folder.FullPath, []).Findings;
        Assert.Contains(findings, finding => finding is { File: "000000000000020.segment", Fault: AuditFault.NodeMismatch });
    }

    [Fact(Timeout = 120_000)]
    public async Task Subjects_left_out_of_a_file_are_missed_at_their_leaf()
    {
        await using var honest = await SampleLog.WriteAsync(_true, 60, 20);
        await using var forged = await SampleLog.WriteAsync(
            _false, 60, 20, (i, appended) => i == 23 ? (appended.Leaf, []) : appended);
        foreach (var range in honest.Sealed())
        {
            honest.Export(range, _folder.FullPath);
        }

        using var other = new TemporaryFolder();
        forged.Export(forged.Sealed()[1], other.FullPath);
        File.Move(other.Only(".subjects"), _folder.File("000000000000020-000000000000040.subjects"), overwrite: true);
        var finding = Assert.Single(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(honest, 60)]).Findings);
        Assert.Equal(("000000000000020-000000000000040.subjects", 23L, AuditFault.SubjectsMismatch), (finding.File, finding.Leaf, finding.Fault));
    }

    [Fact(Timeout = 120_000)]
    public async Task Subjects_left_out_of_a_file_that_was_joined_are_missed_though_a_part_beside_it_has_them()
    {
        await using var honest = await SampleLog.WriteAsync(_true, 160, 10);
        await using var forged = await SampleLog.WriteAsync(
            _false, 160, 10, (i, appended) => i == 3 ? (appended.Leaf, []) : appended);
        foreach (var range in honest.Sealed())
        {
            honest.Export(range, _folder.FullPath);
        }

        const string joined = "000000000000000-000000000000160.subjects";
        File.Copy(await SampleLog.JoinedAsync(_false), _folder.File(joined));
        var finding = Assert.Single(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(honest, 160)]).Findings);
        Assert.Equal((joined, 3L, AuditFault.SubjectsMismatch), (finding.File, finding.Leaf, finding.Fault));
    }

    [Fact(Timeout = 120_000)]
    public async Task Subjects_rewritten_with_their_leaf_contradict_the_checkpoint()
    {
        var report = await AuditForgedAsync((i, appended) => i == 23 ? (appended.Leaf, [1]) : appended);
        Assert.Equal(AuditFault.CheckpointMismatch, Assert.Single(report.Findings).Fault);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("000000000000020.segment", AuditFault.Gap)]
    [InlineData("000000000000040.segment", AuditFault.CheckpointNotReached)]
    [InlineData("000000000000020-000000000000040.subjects", AuditFault.Gap)]
    [InlineData("000000000000040-000000000000060.subjects", AuditFault.Gap)]
    public async Task A_file_taken_away_is_missed(string name, AuditFault expected)
    {
        await using var log = await SampleLog.WriteAsync(_true, 60, 20);
        foreach (var range in log.Sealed())
        {
            log.Export(range, _folder.FullPath);
        }

        File.Delete(_folder.File(name));
        Assert.Contains(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(log, 60)]).Findings, finding => finding.Fault == expected);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_under_the_name_of_another_is_found()
    {
        await using var log = await SampleLog.WriteAsync(_true, 60, 20);
        foreach (var range in log.Sealed())
        {
            log.Export(range, _folder.FullPath);
        }

        File.Move(_folder.File("000000000000040.segment"), _folder.File("000000000000041.segment"));
        Assert.Contains(
            FolderAudit.Run(_folder.FullPath, []).Findings,
            finding => finding is { File: "000000000000041.segment", Fault: AuditFault.Unreadable });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_that_forgot_its_last_leaves_does_not_reach_the_checkpoint()
    {
        await using var log = await SampleLog.WriteAsync(_true, 65, 20);
        foreach (var range in log.Sealed())
        {
            log.Export(range, _folder.FullPath);
        }

        var finding = Assert.Single(FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(log, 65)]).Findings);
        Assert.Equal(AuditFault.CheckpointNotReached, finding.Fault);
    }

    private async Task<AuditReport> AuditForgedAsync(Func<int, (byte[] Leaf, ulong[] Subjects), (byte[] Leaf, ulong[] Subjects)> change)
    {
        await using var honest = await SampleLog.WriteAsync(_true, 60, 20);
        await using var forged = await SampleLog.WriteAsync(_false, 60, 20, change);
        foreach (var range in forged.Sealed())
        {
            forged.Export(range, _folder.FullPath);
        }

        return FolderAudit.Run(_folder.FullPath, [SampleLog.TreeAt(honest, 60)]);
    }
}
