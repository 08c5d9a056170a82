using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

public sealed class SortingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, Func<Random, ulong>> Kinds() => new()
    {
        { "hashes", chance => unchecked((ulong)chance.NextInt64() * 0x9E3779B97F4A7C15) },
        { "hashes that come twice", chance => (ulong)chance.Next(300) * 0x9E3779B97F4A7C15 },
        { "small numbers", chance => (ulong)chance.Next(5_000) },
        { "the same number", _ => 7 },
        { "numbers at both ends", chance => chance.Next(2) == 0 ? ulong.MaxValue - (ulong)chance.Next(9) : (ulong)chance.Next(9) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_subjects_of_a_leaf_are_sorted_and_each_kept_once_whatever_they_are(string kind, Func<Random, ulong> next)
    {
        var chance = new Random(kind.Length);
        for (var length = 0; length < 1_300; length += 1 + (length / 9))
        {
            var subjects = Enumerable.Range(0, length).Select(_ => next(chance)).ToArray();
            var expected = subjects.Distinct().Order().ToArray();
            Assert.Equal(expected, subjects.AsSpan(0, SubjectDigest.SortDistinct(subjects)).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_subjects_of_a_segment_are_sorted_with_their_leaves_whatever_they_are(string kind, Func<Random, ulong> next)
    {
        var chance = new Random(kind.Length);
        var open = new OpenSubjects(64);
        var expected = new List<(ulong Subject, uint Leaf)>();
        for (uint leaf = 0; leaf < 700; leaf++)
        {
            var many = leaf % 9 == 0 ? chance.Next(200) : chance.Next(9);
            var subjects = Enumerable.Range(0, many).Select(_ => next(chance)).Distinct().Order().ToArray();
            open.Add(subjects, leaf);
            expected.AddRange(subjects.Select(subject => (subject, leaf)));
        }

        using var file = Write(0, 700, open.WriteTo);
        Assert.Equal(expected.Order(), Read(file));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_subjects_of_files_are_joined_with_their_leaves_whatever_they_are(string kind, Func<Random, ulong> next)
    {
        const int leaves = 9_000;
        var chance = new Random(kind.Length);
        var expected = new List<(ulong Subject, uint Leaf)>();
        var files = new List<SubjectFile>();
        for (uint part = 0; part < 4; part++)
        {
            var open = new OpenSubjects(64);
            for (uint leaf = 0; leaf < leaves; leaf++)
            {
                var many = chance.Next(leaf % 9 == 0 ? 90 : 2);
                var subjects = Enumerable.Range(0, many).Select(_ => next(chance)).Distinct().Order().ToArray();
                open.Add(subjects, leaf);
                expected.AddRange(subjects.Select(subject => (subject, (part * leaves) + leaf)));
            }

            files.Add(Write(part * leaves, leaves, open.WriteTo));
        }

        using var joined = SubjectMerge.Join(files.ToArray());
        using var reopened = SubjectFile.Open(joined.FilePath);
        reopened.Verify();
        Assert.Equal(expected.Order(), Read(joined));
        files.ForEach(file => file.Dispose());
    }

    public static TheoryData<ulong[]> OtherOrders => new(
        [1UL << 55, .. Enumerable.Range(0, 5_000).Select(at => (ulong)at << 40)],
        [.. Enumerable.Repeat(1UL << 55, 2_000), .. Enumerable.Repeat(0UL, 2_000)],
        [.. Enumerable.Range(0, 1_000).Select(at => (1UL << 55) + (ulong)at), .. Enumerable.Range(0, 1_000).Select(at => (ulong)at)],
        [1UL << 54, 0]);

    [Theory]
    [MemberData(nameof(OtherOrders), DisableDiscoveryEnumeration = true)]
    public void A_file_whose_subjects_are_in_another_order_is_not_joined_without_a_word(ulong[] subjects)
    {
        using var good = Write(0, 5, writer => writer.Add([new SubjectEntry(1, 0), new SubjectEntry(2, 4)]));
        using var bad = Write(5, 5_001, writer => writer.Add([.. subjects.Select((subject, at) => new SubjectEntry(subject, (uint)at))]));
        SubjectFile? joined = null;
        if (Record.Exception(() => joined = SubjectMerge.Join([good, bad])) is { } refused)
        {
            Assert.IsType<InvalidDataException>(refused);
            Assert.Equal(2, Directory.GetFiles(_folder.FullPath).Length);
            return;
        }

        // A few that one block holds are put in order.
        Assert.Equal([0UL, 1, 2, 1UL << 54], Read(joined!).ConvertAll(entry => entry.Subject));
        joined!.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private SubjectFile Write(long first, long leaves, Action<SubjectFileWriter> write)
    {
        var path = _folder.File($"part{first}");
        using var writer = new SubjectFileWriter(path);
        write(writer);
        return SubjectFile.Open(path, writer.Complete(first, leaves));
    }

    private static List<(ulong Subject, uint Leaf)> Read(SubjectFile file)
    {
        using var cursor = file.OpenCursor();
        var read = new List<(ulong Subject, uint Leaf)>();
        while (cursor.MoveNext())
        {
            read.Add((cursor.Subject, (uint)cursor.Leaf));
        }

        return read;
    }
}
