using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Runs;

public sealed class SortedRunsTests
{
    [Property(MaxTest = 100)]
    public void Gives_all_records_back_in_order_of_key_as_often_as_asked(DoNotSize<int> seed, NonNegativeInt count, bool tinyMemory)
    {
        var random = new System.Random(seed.Item);
        var records = Enumerable.Range(0, count.Get * 20)
            .Select(tag => (Key: Key(random), Tag: (ulong)tag, Payload: Bytes(random)))
            .ToList();
        using var folder = new TemporaryFolder();
        using (var runs = new SortedRuns(folder.FullPath, "x", tinyMemory ? 1 : 1 << 20))
        {
            records.ForEach(record => runs.Add(record.Key, record.Tag, record.Payload));
            var expected = records.OrderBy(record => record.Key).ThenBy(record => record.Tag)
                .Select(record => (record.Key, record.Tag, Convert.ToHexString(record.Payload)))
                .ToList();
            for (var times = 0; times < 2; times++)
            {
                using var merge = runs.Merge();
                Assert.Equal(expected, Read(merge).OrderBy(record => record.Key).ThenBy(record => record.Tag));
            }

            Assert.True(tinyMemory ? runs.Runs > (count.Get / 5) - 1 : runs.Runs <= 1);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_record_too_long_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var runs = new SortedRuns(folder.FullPath, "x", 1);
        runs.Add(1, 1, new byte[SortedRuns.MaximumPayload]);
        Assert.Throws<ArgumentOutOfRangeException>(() => runs.Add(1, 1, new byte[SortedRuns.MaximumPayload + 1]));
    }

    [Fact]
    public void A_run_cut_within_a_record_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using var runs = new SortedRuns(folder.FullPath, "people", 1 << 20);
        runs.Add(1, 1, new byte[100]);
        runs.Add(2, 2, new byte[100]);
        runs.Merge().Dispose();
        var bytes = File.ReadAllBytes(folder.File("people.0.run"));
        foreach (var length in (int[])[bytes.Length - 1, bytes.Length - 100, bytes.Length - 117])
        {
            File.WriteAllBytes(folder.File("people.0.run"), bytes[..length]);
            using var merge = runs.Merge();
            Assert.True(merge.MoveNext());
            Assert.Equal("people.0.run", Assert.Throws<RegisterFileException>(() => merge.MoveNext()).FileName);
        }
    }

    private static ulong Key(System.Random random) => random.Next(3) == 0 ? (ulong)random.NextInt64() : (ulong)random.Next(50);

    private static byte[] Bytes(System.Random random)
    {
        var bytes = new byte[random.Next(8) == 0 ? random.Next(SortedRuns.MaximumPayload) : random.Next(60)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static List<(ulong Key, ulong Tag, string Payload)> Read(RunMerge merge)
    {
        var read = new List<(ulong Key, ulong, string)>();
        while (merge.MoveNext())
        {
            Assert.True(read.Count == 0 || read[^1].Key <= merge.Key);
            read.Add((merge.Key, merge.Tag, Convert.ToHexString(merge.Payload)));
        }

        Assert.False(merge.MoveNext());
        return read;
    }
}
