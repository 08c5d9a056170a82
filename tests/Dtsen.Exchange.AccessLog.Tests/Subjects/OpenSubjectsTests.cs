using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Tests.Subjects;

public sealed class OpenSubjectsTests
{
    private const long First = 500;

    [Fact]
    public void Every_leaf_of_a_subject_is_found_whether_it_has_few_subjects_or_many()
    {
        var chance = new Random(3);
        var open = new OpenSubjects(64);
        var leavesOf = Enumerable.Range(0, 2_000).ToDictionary(subject => (ulong)subject << 53, _ => new List<long>());
        ulong[] all = [.. leavesOf.Keys];
        for (uint leaf = 0; leaf < 600; leaf++)
        {
            // Now and then more than a stretch of memory takes at once.
            var many = leaf % 100 == 0 ? all.Length : leaf % 3 == 0 ? chance.Next(60, 70) : chance.Next(4);
            chance.Shuffle(all);
            ulong[] subjects = [.. all.Take(many).Order()];
            open.Add(subjects, leaf);
            Array.ForEach(subjects, subject => leavesOf[subject].Add(First + leaf));
        }

        Assert.Equal(leavesOf.Values.Sum(leaves => leaves.Count), open.Count);
        foreach (var (subject, expected) in leavesOf)
        {
            Assert.Equal(expected, Find(open, subject));
            Assert.Equal(expected.Where(leaf => leaf >= 733), Find(open, subject, 733));
            Assert.Empty(Find(open, subject + 1));
        }
    }

    [Fact]
    public void Who_searches_after_the_segment_was_sealed_is_told_so_and_never_reads_the_next_one()
    {
        var old = new OpenSubjects(64);
        old.Add([.. Enumerable.Range(0, 1_000).Select(subject => (ulong)subject)], 0);
        old.Dispose();
        var next = new OpenSubjects(64);
        next.Add([.. Enumerable.Range(5_000, 1_000).Select(subject => (ulong)subject)], 7);

        Assert.Throws<ObjectDisposedException>(() => Find(old, 5_001));
        Assert.Throws<ObjectDisposedException>(() => Find(old, 1));
        Assert.Equal([First + 7], Find(next, 5_001));
    }

    private static List<long> Find(OpenSubjects open, ulong subject, long from = 0)
    {
        var leaves = new List<long>();
        open.Find(subject, First, from, leaves);
        return leaves;
    }
}
