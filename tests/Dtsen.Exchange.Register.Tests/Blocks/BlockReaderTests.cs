using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Blocks;

public sealed class BlockReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 40)]
    public void Reads_in_order_what_was_appended_page_by_page(byte[][] families, PositiveInt pageSize)
    {
        using var folder = new TemporaryFolder();
        var model = families.Select((f, i) => ((ulong)(i * i), f ?? [])).DistinctBy(f => f.Item1).ToList();
        using (var writer = BlockWriter.Open(folder.File("b")))
        {
            foreach (var page in model.Chunk(pageSize.Get))
            {
                BlockSample.Append(writer, page);
            }

            writer.Complete();
        }

        using var reader = BlockReader.Open(folder.File("b"));
        Assert.Equal(model.Count, reader.Rows);
        BlockSample.AssertSame(model, BlockSample.ReadAll(reader.Read()));
    }

    [Fact]
    public void Begins_at_any_row_and_after_any_key()
    {
        var model = Complete(BlockSample.Families(1, 1500), pageSize: 400);
        using var reader = BlockReader.Open(_folder.File("b"));
        Assert.True(reader.BlockCount > 6);
        for (var row = 0; row <= model.Count; row += 37)
        {
            BlockSample.AssertSame(model.Skip(row).Take(3), Take(reader.Read(row), 3));
        }

        foreach (var (key, _) in model.Where((_, i) => i % 31 == 0).Append((ulong.MaxValue, [])))
        {
            foreach (var after in new[] { key - 1, key, key + 1 })
            {
                BlockSample.AssertSame(model.Where(f => f.Key > after).Take(3), Take(reader.ReadAfter(after), 3));
            }
        }
    }

    [Fact]
    public void Every_block_border_is_crossed_from_its_last_row_and_its_last_key()
    {
        var model = Complete(BlockSample.Families(4, 1200), pageSize: 300);
        using var reader = BlockReader.Open(_folder.File("b"));
        for (var i = 1; i < reader.BlockCount; i++)
        {
            var row = (int)reader.Blocks[i].FirstRow;
            BlockSample.AssertSame(model.Skip(row - 1).Take(2), Take(reader.Read(row - 1), 2));
            BlockSample.AssertSame(model.Skip(row).Take(2), Take(reader.Read(row), 2));
            BlockSample.AssertSame(model.Skip(row).Take(2), Take(reader.ReadAfter(model[row - 1].Key), 2));
            BlockSample.AssertSame(model.Skip(row + 1).Take(2), Take(reader.ReadAfter(model[row].Key), 2));
        }
    }

    [Fact]
    public void The_rows_that_a_cursor_tells_are_those_of_the_file()
    {
        var model = Complete(BlockSample.Families(2, 700), pageSize: 250);
        using var reader = BlockReader.Open(_folder.File("b"));
        BlockSample.AssertSame(model.Skip(333), BlockSample.ReadAll(reader.Read(333), 333));
    }

    [Fact]
    public void Nothing_is_read_past_the_end()
    {
        var model = Complete(BlockSample.Families(3, 10), pageSize: 10);
        using var reader = BlockReader.Open(_folder.File("b"));
        Assert.Empty(BlockSample.ReadAll(reader.Read(10)));
        Assert.Empty(BlockSample.ReadAll(reader.Read(long.MaxValue)));
        Assert.Empty(BlockSample.ReadAll(reader.ReadAfter(model[^1].Key)));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(-1));
    }

    [Fact]
    public void A_file_without_families_reads_as_empty()
    {
        Complete([], pageSize: 1);
        using var reader = BlockReader.Open(_folder.File("b"));
        Assert.Equal(0, reader.Rows);
        Assert.Empty(BlockSample.ReadAll(reader.Read()));
        Assert.Empty(BlockSample.ReadAll(reader.ReadAfter(0)));
    }

    [Fact]
    public void Many_cursors_read_one_file_at_once()
    {
        var model = Complete(BlockSample.Families(6, 2000), pageSize: 500);
        using var reader = BlockReader.Open(_folder.File("b"));
        Parallel.For(0, 8, i => BlockSample.AssertSame(
            model.Skip(i * 100), BlockSample.ReadAll(reader.Read(i * 100), i * 100)));
    }

    [Fact]
    public void A_disposed_cursor_moves_no_more()
    {
        Complete(BlockSample.Families(7, 5), pageSize: 5);
        using var reader = BlockReader.Open(_folder.File("b"));
        var cursor = reader.Read();
        Assert.True(cursor.MoveNext());
        cursor.Dispose();
        cursor.Dispose();
        Assert.True(cursor.Family.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => cursor.MoveNext());
    }

    private static List<(ulong Key, byte[] Family)> Take(BlockCursor cursor, int count)
    {
        using (cursor)
        {
            var read = new List<(ulong, byte[])>();
            while (read.Count < count && cursor.MoveNext())
            {
                read.Add((cursor.Key, cursor.Family.ToArray()));
            }

            return read;
        }
    }

    private List<(ulong Key, byte[] Family)> Complete(List<(ulong Key, byte[] Family)> families, int pageSize)
    {
        using var writer = BlockWriter.Open(_folder.File("b"));
        foreach (var page in families.Chunk(pageSize))
        {
            BlockSample.Append(writer, page);
        }

        writer.Complete();
        return families;
    }
}
