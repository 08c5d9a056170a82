namespace Dtsen.Exchange.Audit.Tests;

public sealed class FlippedBitTests : IDisposable
{
    private const int SegmentLeaves = 20;
    private const int Leaves = 265;
    private const string Segment = "000000000000240.segment";
    private const string Subjects = "000000000000240-000000000000260.subjects";
    private const string Journal = "000000000000260.journal";

    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    // The segment completes a subtree of 256 leaves, so it has every part that a segment can have.
    [Theory(Timeout = 300_000)]
    [InlineData(Segment, 0)]
    [InlineData(Subjects, 0)]
    [InlineData(Journal, 0)]
    [InlineData(Journal, 50)]
    public async Task One_flipped_bit_anywhere_is_found_in_the_file_where_it_is(string name, int zerosBehind)
    {
        Checkpoint tree;
        await using (var log = await SampleLog.WriteAsync(_source, Leaves, SegmentLeaves))
        {
            tree = SampleLog.TreeAt(log, Leaves);
            log.Export(log.Sealed()[^1], _folder.FullPath);
        }

        File.Copy(_source.File(Journal), _folder.File(Journal));
        byte[] whole = [.. await File.ReadAllBytesAsync(_folder.File(name)), .. new byte[zerosBehind]];
        TemporaryFolder.Put(_folder.File(name), whole);
        Assert.Empty(FolderAudit.Run(_folder.FullPath, [tree]).Findings);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            TemporaryFolder.Put(_folder.File(name), damaged);
            var findings = FolderAudit.Run(_folder.FullPath, [tree]).Findings;
            Assert.True(findings.Any(finding => finding.File == name), $"The bit at {at} of {whole.Length} was not found.");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_flipped_bit_of_a_leaf_or_of_a_subject_is_found_in_the_record_where_it_is()
    {
        await using var log = await SampleLog.WriteAsync(_source, 20, SegmentLeaves);
        log.Export(log.Sealed()[0], _folder.FullPath);
        var tree = SampleLog.TreeAt(log, 20);
        var path = _folder.Only(".segment");
        var bytes = await File.ReadAllBytesAsync(path);
        var start = 0;
        for (var index = 0; index < 20; index++)
        {
            var length = log.Read(index, 1)[0].Stored.Length;
            bytes[start] ^= 0x10;
            TemporaryFolder.Put(path, bytes);
            bytes[start] ^= 0x10;
            start += length;
            var findings = FolderAudit.Run(_folder.FullPath, [tree]).Findings;
            Assert.Equal(index, Assert.Single(findings, finding => finding.Fault == AuditFault.LeafMismatch).Leaf);
            Assert.Contains(findings, finding => finding.Fault == AuditFault.CheckpointMismatch);
        }

        TemporaryFolder.Put(path, bytes);
        var subjects = _folder.Only(".subjects");
        var entries = await File.ReadAllBytesAsync(subjects);
        entries[0] ^= 1;
        TemporaryFolder.Put(subjects, entries);
        Assert.Single(
            FolderAudit.Run(_folder.FullPath, [tree]).Findings,
            finding => finding.Fault == AuditFault.SubjectsMismatch && finding.Leaf == entries[7]);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Segment)]
    [InlineData(Subjects)]
    [InlineData(Journal)]
    public async Task A_file_cut_at_any_byte_is_found(string name)
    {
        Checkpoint tree;
        await using (var log = await SampleLog.WriteAsync(_source, Leaves, SegmentLeaves))
        {
            tree = SampleLog.TreeAt(log, Leaves);
            log.Export(log.Sealed()[^1], _folder.FullPath);
        }

        File.Copy(_source.File(Journal), _folder.File(Journal));
        var whole = await File.ReadAllBytesAsync(_folder.File(name));
        for (var length = 0; length < whole.Length; length += 1 + (length / 64))
        {
            TemporaryFolder.Put(_folder.File(name), whole.AsSpan(0, length));
            Assert.NotEmpty(FolderAudit.Run(_folder.FullPath, [tree]).Findings);
        }
    }
}
