using System.Security.Cryptography;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Tables;

public sealed class TableWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(30_000)]
    public void The_digest_is_that_of_the_file_on_the_disk(int rows)
    {
        var digest = TableSample.Write(_folder.File("people.table"), TableSample.Niks(1, rows));
        var bytes = File.ReadAllBytes(_folder.File("people.table"));
        Assert.Equal(
            new FileDigest("people.table", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), digest);
    }

    [Fact]
    public void A_duplicate_is_refused_by_its_index_and_never_by_its_key()
    {
        const ulong nik = 3174015203990007;
        using var writer = TableWriter.Create(_folder.File("a"), TableSample.Schema);
        writer.Add(TableSample.Row(1));
        writer.Add(TableSample.Row(nik));
        var refused = Assert.Throws<RowOrderException>(() => writer.Add(TableSample.Row(nik)));
        Assert.True(refused.IsDuplicate);
        Assert.Equal(2, refused.RowIndex);
        Assert.DoesNotContain("3174015203990007", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_out_of_order_is_refused_and_the_writer_goes_on_without_it()
    {
        using var writer = TableWriter.Create(_folder.File("a"), TableSample.Schema);
        writer.Add(TableSample.Row(20));
        var refused = Assert.Throws<RowOrderException>(() => writer.Add(TableSample.Row(10)));
        Assert.False(refused.IsDuplicate);
        Assert.Equal(1, refused.RowIndex);
        writer.Add(TableSample.Row(30));
        writer.Complete();
        using var table = TableReader.Open(_folder.File("a"), TableSample.Schema);
        table.Verify();
        Assert.Equal(2, table.Count);
        Assert.False(table.TryFind(10, out _));
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        using var writer = TableWriter.Create(_folder.File("a"), TableSample.Schema);
        Assert.Throws<ArgumentException>(() => writer.Add(new byte[18]));
        Assert.Throws<ArgumentException>(() => writer.Add(new byte[20]));
    }

    [Fact]
    public void A_writer_given_up_leaves_nothing_behind()
    {
        using (var writer = TableWriter.Create(_folder.File("a"), TableSample.Schema))
        {
            writer.Add(TableSample.Row(1));
            Assert.False(File.Exists(_folder.File("a")));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public void A_file_that_exists_is_not_written_again()
    {
        TableSample.Write(_folder.File("a"), [1]);
        Assert.Throws<IOException>(() => TableSample.Write(_folder.File("a"), [2]));
        using var table = TableReader.Open(_folder.File("a"), TableSample.Schema);
        Assert.True(table.TryFind(1, out _));
    }

    [Fact]
    public void A_completed_file_can_no_longer_be_written()
    {
        TableSample.Write(_folder.File("a"), [1]);
        Assert.True(new FileInfo(_folder.File("a")).IsReadOnly);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(128)]
    public void A_number_of_rows_that_no_fence_may_have_is_refused(int rowsPerFence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TableWriter.Create(_folder.File("a"), TableSample.Schema, rowsPerFence));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public void Fences_that_are_too_many_for_memory_do_not_stay_beside_the_table()
    {
        using (var writer = TableWriter.Create(_folder.File("a"), TableSample.Schema, 1))
        {
            foreach (var key in Enumerable.Range(0, FenceSpool.Buffered + 1))
            {
                writer.Add(TableSample.Row((ulong)key));
            }

            Assert.DoesNotContain(_folder.File("a.fences.tmp"), Directory.GetFileSystemEntries(_folder.FullPath));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Theory]
    [InlineData("", 1, 8)]
    [InlineData("two words", 1, 8)]
    [InlineData("é", 1, 8)]
    [InlineData("a-name-of-more-than-32-characters", 1, 8)]
    [InlineData("a", 0, 8)]
    [InlineData("a", 1, 7)]
    [InlineData("a", 1, 4097)]
    public void A_schema_outside_its_limits_is_refused(string name, int format, int rowSize) =>
        Assert.ThrowsAny<ArgumentException>(() => new TableSchema(name, (ushort)format, rowSize));
}
