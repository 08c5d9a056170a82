using Dtsen.Exchange.Cli.Csv;

namespace Dtsen.Exchange.Cli.Tests.Csv;

public sealed class RowsInOrderTests
{
    private int _read;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Few_rows_are_kept_however_many_are_broken_and_each_has_its_turn(int soundEvery)
    {
        const int count = 100_000;
        using var rows = new RowsInOrder<int>(Rows(count), row => row % soundEvery != 0);
        var told = new List<int>();
        while (!rows.IsAtEnd)
        {
            // The slowest exchange: nothing is answered until all that a stream takes is asked for, page after page.
            foreach (var page in rows.Sound().Chunk(4_000))
            {
                Assert.InRange(_read - told.Count, 0, RowsInOrder<int>.MostWaiting);
                foreach (var asked in page)
                {
                    told.AddRange(rows.TakeBroken());
                    told.Add(rows.TakeSound());
                    Assert.Equal(asked, told[^1]);
                }
            }

            told.AddRange(rows.TakeBroken());
            Assert.Equal(_read, told.Count);
        }

        Assert.Equal(Enumerable.Range(1, count), told);
    }

    private IEnumerable<int> Rows(int count)
    {
        while (_read < count)
        {
            yield return ++_read;
        }
    }
}
