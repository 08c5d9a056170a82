using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

public sealed class SortingTests
{
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

        var sorted = open.SortedPiles().SelectMany(pile => pile.ToArray()).Select(entry => (entry.Subject, entry.Leaf));
        Assert.Equal(expected.Order(), sorted);
    }
}
