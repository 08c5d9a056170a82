using Dtsen.Exchange.Register.Tables;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Tables;

public sealed class TableReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 100)]
    public void Finds_what_a_sorted_set_finds(ulong[] keys, ulong[] others, byte chance)
    {
        using var folder = new TemporaryFolder();
        var model = new SortedSet<ulong>(keys);
        TableSample.Write(folder.File("a"), model, 1 << (chance % 7));
        using var table = TableReader.Open(folder.File("a"), TableSample.Schema);
        AssertSame(model, table, keys.Concat(others).Concat(keys.Select(k => k + 1)).Concat(keys.Select(k => k - 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(64 * 16)]
    [InlineData((64 * 16) + 1)]
    [InlineData((16 * 16 * 16) - 1)]
    [InlineData(16 * 16 * 16)]
    [InlineData(64 * 16 * 16)]
    [InlineData(40_000)]
    public void Finds_every_NIK_and_none_of_its_neighbours(int count)
    {
        var model = TableSample.Niks(count, count);
        TableSample.Write(_folder.File("niks"), model);
        using var table = TableReader.Open(_folder.File("niks"), TableSample.Schema);
        table.Verify();
        AssertSame(model, table, model.SelectMany(n => new[] { n, n + 1, n - 1 }).Append(0ul).Append(ulong.MaxValue));
    }

    [Fact]
    public void Keys_at_both_ends_of_64_bits_and_one_lonely_key_between_are_found()
    {
        // The worst case for a guess by proportion: all rows at one end of their interval.
        var model = new SortedSet<ulong>(
            Enumerable.Range(0, 5000).Select(i => (ulong)i).Append(1ul << 63).Append(ulong.MaxValue));
        TableSample.Write(_folder.File("ends"), model);
        using var table = TableReader.Open(_folder.File("ends"), TableSample.Schema);
        AssertSame(model, table, model.Append(ulong.MaxValue - 1).Append((1ul << 63) - 1).Append((1ul << 63) + 1));
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 1)]
    [InlineData(2, 32)]
    [InlineData(2, (16 * 16 * 16 * 2) + 1)]
    [InlineData(4, 1)]
    [InlineData(4, 4_095)]
    [InlineData(1, FenceSpool.Buffered)]
    [InlineData(1, (2 * FenceSpool.Buffered) + 1)]
    [InlineData(8, 4_097)]
    [InlineData(64, 70)]
    [InlineData(64, 64 * 16 * 16)]
    public void Fences_stand_as_far_apart_as_the_writer_was_told(int rowsPerFence, int count)
    {
        var model = TableSample.Niks(rowsPerFence, count);
        TableSample.Write(_folder.File("apart"), model, rowsPerFence);
        using var table = TableReader.Open(_folder.File("apart"), TableSample.Schema);
        table.Verify();
        AssertSame(model, table, model.SelectMany(n => new[] { n, n + 1, n - 1 }).Append(0ul).Append(ulong.MaxValue));
    }

    [Fact]
    public void An_empty_table_has_no_row()
    {
        TableSample.Write(_folder.File("empty"), [], rowsPerFence: 4);
        using var table = TableReader.Open(_folder.File("empty"), TableSample.Schema);
        table.Verify();
        Assert.Equal(0, table.Count);
        Assert.False(table.TryFind(0, out _));
        Assert.Equal(0, table.LowerBound(7));
        AssertSame([], table, [0, 1, ulong.MaxValue]);
    }

    [Fact]
    public void A_row_outside_the_table_is_refused()
    {
        TableSample.Write(_folder.File("two"), [5, 9]);
        using var table = TableReader.Open(_folder.File("two"), TableSample.Schema);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = table.Row(2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = table.Row(-1).Length);
    }

    [Fact]
    public void A_disposed_table_answers_nothing()
    {
        TableSample.Write(_folder.File("two"), [5, 9]);
        var table = TableReader.Open(_folder.File("two"), TableSample.Schema);
        table.Dispose();
        table.Dispose();
        Assert.Throws<ObjectDisposedException>(() => table.TryFind(5, out _));
        Assert.Throws<ObjectDisposedException>(() => _ = table.Row(0).Length);
        Assert.Throws<ObjectDisposedException>(() => table.LowerBounds([5], new long[1]));
        Assert.Throws<ObjectDisposedException>(table.Verify);
    }

    private static void AssertSame(SortedSet<ulong> model, TableReader table, IEnumerable<ulong> probes)
    {
        Assert.Equal(model.Count, table.Count);
        var keys = model.ToArray();
        long index = 0;
        foreach (var row in table)
        {
            Assert.True(row.SequenceEqual(TableSample.Row(keys[index++])));
        }

        Assert.Equal(keys.Length, index);
        var asked = probes.ToArray();
        var found = new long[asked.Length + 1];
        found[^1] = 77;
        table.LowerBounds(asked, found);
        Assert.Equal(77, found[^1]);
        for (var i = 0; i < asked.Length; i++)
        {
            var place = Array.BinarySearch(keys, asked[i]);
            Assert.Equal(place >= 0 ? place : ~place, table.LowerBound(asked[i]));
            Assert.Equal(place >= 0 ? place : ~place, found[i]);
            Assert.Equal(place >= 0, table.TryFind(asked[i], out var row));
            Assert.True(row.SequenceEqual(place >= 0 ? TableSample.Row(asked[i]) : []));
        }
    }
}
