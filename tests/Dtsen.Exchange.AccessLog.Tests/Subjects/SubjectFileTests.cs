using System.IO.Hashing;
using System.Security.Cryptography;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

public sealed class SubjectFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 1, ulong.MaxValue)]
    [InlineData(1, 1, ulong.MaxValue)]
    [InlineData(50, 3, 40UL)]
    [InlineData(2_000, 10, ulong.MaxValue)]
    [InlineData(20_000, 4_000, 3_000UL << 50)]
    [InlineData(20_000, 4_000, 1UL << 20)]
    public void Every_subject_is_found_with_all_its_leaves_however_uneven_they_are(int count, int leaves, ulong most)
    {
        var random = new Random(count);
        var expected = new SortedDictionary<ulong, SortedSet<long>>();
        var open = new OpenSubjects(64);
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            for (var i = 0; i < count / leaves; i++)
            {
                var subject = i == 0 ? 7 : (ulong)random.NextInt64(long.MinValue, long.MaxValue) % most;
                if (!expected.TryGetValue(subject, out var known))
                {
                    expected.Add(subject, known = []);
                }

                if (known.Add(500 + leaf))
                {
                    open.Add([subject], (uint)leaf);
                }
            }
        }

        using var file = Reopen([Write("one", open, 500, leaves)])[0];
        Assert.Equal(expected.Values.Sum(found => found.Count), file.Trailer.Count);
        file.Verify();
        foreach (var (subject, found) in expected)
        {
            Assert.Equal(found, Find(file, subject));
            Assert.Equal(found.Where(leaf => leaf > 501), Find(file, subject, 502));
            Assert.Equal(found, FindOpen(open, subject));
            Assert.Equal(expected.TryGetValue(subject + 1, out var next) ? next : [], Find(file, subject + 1));
        }

        Assert.Equal(expected.TryGetValue(0, out var zero) ? zero : [], Find(file, 0));
        Assert.Equal(expected.TryGetValue(ulong.MaxValue, out var last) ? last : [], Find(file, ulong.MaxValue));
    }

    [Fact]
    public void A_joined_file_answers_as_its_parts_did_and_is_in_order()
    {
        var random = new Random(4);
        var parts = new List<SubjectFile>();
        var all = new List<(ulong Subject, long Leaf)>();
        for (var part = 0; part < SubjectMerge.Width; part++)
        {
            var open = new OpenSubjects(16);
            for (uint leaf = 0; leaf < 50; leaf++)
            {
                var drawn = Enumerable.Range(0, random.Next(6)).Select(_ => (ulong)random.Next(90) << random.Next(58));
                var subjects = drawn.Distinct().ToArray();
                open.Add(subjects, leaf);
                all.AddRange(subjects.Select(subject => (subject, (part * 50L) + leaf)));
            }

            parts.Add(Write($"part{part}", open, part * 50L, 50));
        }

        Assert.Equal(0..SubjectMerge.Width, SubjectMerge.Next(Sizes(parts)));
        Assert.Equal(0..0, SubjectMerge.Next(Sizes(parts[1..])));
        using var joined = SubjectMerge.Join(parts.ToArray());
        Assert.Equal("000000000000000-000000000000800.subjects", Path.GetFileName(joined.FilePath));
        using var cursor = joined.OpenCursor();
        var read = new List<(ulong Subject, long Leaf)>();
        while (cursor.MoveNext())
        {
            read.Add((cursor.Subject, cursor.Leaf));
        }

        Assert.Equal(all.Order(), read);
        Assert.Equal(all.Where(entry => entry.Subject == 5).Select(entry => entry.Leaf), Find(joined, 5));
        parts.ForEach(part => part.Dispose());
    }

    [Theory]
    [InlineData(SubjectMerge.MostLeaves, SubjectMerge.Width)]
    [InlineData(SubjectMerge.MostLeaves + SubjectMerge.Width, SubjectMerge.Width - 1)]
    [InlineData(1L << 33, 0)]
    public void Leaves_without_subjects_are_joined_up_to_what_an_audit_holds(long leaves, int joined)
    {
        var none = new OpenSubjects(16);
        var each = (int)(leaves / SubjectMerge.Width);
        var parts = Enumerable.Range(0, SubjectMerge.Width).Select(part => Write($"part{part}", none, (long)part * each, each)).ToArray();
        Assert.Equal(0..joined, SubjectMerge.Next(Sizes(parts)));
        Array.ForEach(parts, part => part.Dispose());
    }

    [Fact]
    public void A_part_of_an_earlier_process_that_is_damaged_is_not_joined()
    {
        var parts = WriteParts();
        var path = parts[3].FilePath;
        TemporaryFolder.Damage(path, 9);
        RefusesToJoin(Reopen(parts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData((4 * 11) - 1)]
    [InlineData((4 * 11) + 1024 + 16)]
    public void A_part_that_was_damaged_after_this_process_wrote_it_is_not_joined(int at)
    {
        var parts = WriteParts();
        TemporaryFolder.Damage(parts[3].FilePath, at);
        RefusesToJoin(parts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_part_that_was_cut_short_after_this_process_wrote_it_is_not_joined(int length)
    {
        var parts = WriteParts();
        TemporaryFolder.Cut(parts[3].FilePath, length);
        RefusesToJoin(parts);
    }

    [Theory]
    [InlineData(false, 3 * 11)]
    [InlineData(true, 3 * 11)]
    [InlineData(true, (4 * 11) + 1024 + 16)]
    public void A_part_that_is_damaged_while_it_is_joined_is_refused(bool isOfEarlierProcess, int at)
    {
        var parts = isOfEarlierProcess ? Reopen(WriteParts()) : WriteParts();
        RefusesToJoin(parts, () => TemporaryFolder.Damage(parts[3].FilePath, at));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_part_that_is_cut_short_while_it_is_joined_is_refused(bool isOfEarlierProcess)
    {
        var parts = isOfEarlierProcess ? Reopen(WriteParts()) : WriteParts();
        RefusesToJoin(parts, () => TemporaryFolder.Cut(parts[3].FilePath, 11));
    }

    [Fact]
    public void A_part_of_which_another_directory_was_read_than_it_has_is_not_joined()
    {
        var parts = WriteParts();
        var (path, at) = (parts[3].FilePath, (4 * 11) + (201 * sizeof(uint)));
        TemporaryFolder.Damage(path, at, by: 7);
        parts = Reopen(parts);
        TemporaryFolder.Damage(path, at, by: 7);
        RefusesToJoin(parts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_file_is_is_known_once_it_was_gone_through_whoever_wrote_it(bool isOfEarlierProcess)
    {
        foreach (var file in isOfEarlierProcess ? Reopen(WriteParts()) : WriteParts())
        {
            var bytes = File.ReadAllBytes(file.FilePath);
            Assert.Equal(SHA256.HashData(bytes), file.Verify());
            Assert.Equal(XxHash3.HashToUInt64(bytes), file.Digests?.Check);
            Assert.Equal(SHA256.HashData(bytes), file.Verify());
            TemporaryFolder.Damage(file.FilePath, 3);
            Assert.Throws<AccessLogException>(() => file.Verify());
            file.Dispose();
        }
    }

    [Fact]
    public void Of_a_join_that_is_given_up_nothing_is_left()
    {
        var parts = WriteParts();
        Assert.Throws<OperationCanceledException>(() => SubjectMerge.Join(parts, () => throw new OperationCanceledException()));
        Assert.Equal(parts.Select(part => part.FilePath).Order(), Directory.GetFiles(_folder.FullPath).Order());
        Assert.All(parts, part => Assert.Single(Find(part, 2)));
        Array.ForEach(parts, part => part.Dispose());
    }

    [Fact]
    public void An_entry_takes_eleven_bytes()
    {
        var open = new OpenSubjects(1 << 10);
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            open.Add([(ulong)random.NextInt64()], (uint)i);
        }

        using var file = Write("sized", open, 0, 10_000);
        Assert.Equal((11 * 10_000) + 1024 + 96, new FileInfo(file.FilePath).Length);
    }

    [Fact]
    public void A_file_that_was_replaced_says_so_to_whoever_still_holds_it()
    {
        var open = new OpenSubjects(16);
        open.Add([1], 0);
        var file = Write("old", open, 0, 1);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Find(file, 1));
    }

    private SubjectFile[] WriteParts()
    {
        var open = new OpenSubjects(16);
        open.Add([1, 2, 3, 200UL << 56], 0);
        return [.. Enumerable.Range(0, SubjectMerge.Width).Select(part => Write($"part{part}", open, part, 1))];
    }

    private static SubjectFile[] Reopen(SubjectFile[] parts)
    {
        Array.ForEach(parts, part => part.Dispose());
        return Array.ConvertAll(parts, part => SubjectFile.Open(part.FilePath));
    }

    /// <param name="parts">The parts.</param>
    /// <param name="begun">Done once, when the first pile is joined.</param>
    private void RefusesToJoin(SubjectFile[] parts, Action? begun = null)
    {
        var refused = Assert.Throws<AccessLogException>(
            () => SubjectMerge.Join(parts, () => Interlocked.Exchange(ref begun, null)?.Invoke()));
        Assert.Contains("part3", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.FullPath), file => file.Contains("000000", StringComparison.Ordinal));
        Array.ForEach(parts, part => part.Dispose());
    }

    private SubjectFile Write(string name, OpenSubjects open, long first, int leaves)
    {
        var path = _folder.File(name);
        using var writer = new SubjectFileWriter(path);
        open.WriteTo(writer);
        return SubjectFile.Open(path, writer.Complete(first, leaves));
    }

    private static SubjectTrailer[] Sizes(IEnumerable<SubjectFile> files) => [.. files.Select(file => file.Trailer)];

    private static List<long> Find(SubjectFile file, ulong subject, long from = 0)
    {
        var leaves = new List<long>();
        file.Find(subject, from, leaves);
        return leaves;
    }

    private static List<long> FindOpen(OpenSubjects open, ulong subject)
    {
        var leaves = new List<long>();
        open.Find(subject, 500, 0, leaves);
        return leaves;
    }
}
