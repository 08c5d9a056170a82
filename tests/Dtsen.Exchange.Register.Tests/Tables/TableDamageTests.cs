using System.Buffers.Binary;
using System.IO.Hashing;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Tables;

public sealed class TableDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70)]
    public void Every_flipped_byte_is_found_and_the_file_named(int rows)
    {
        var whole = Whole(rows);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            var path = _folder.Put("damaged.table", damaged);
            var found = Assert.Throws<RegisterFileException>(() => OpenAndVerify(path));
            Assert.Equal("damaged.table", found.FileName);
            Assert.DoesNotContain(_folder.FullPath, found.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_cut_at_any_length_is_refused()
    {
        var whole = Whole(70);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.Put("cut", whole.AsSpan(0, length));
            Assert.Throws<RegisterFileException>(() => TableReader.Open(path, TableSample.Schema).Dispose());
        }
    }

    [Fact]
    public void A_file_with_bytes_added_at_either_end_is_refused()
    {
        var whole = Whole(3);
        var behind = _folder.Put("behind", [.. whole, 0]);
        var before = _folder.Put("before", [0, .. whole]);
        Assert.Equal(RegisterFileFault.Truncated, Refused(behind, TableSample.Schema).Fault);
        Assert.Equal(RegisterFileFault.WrongLength, Refused(before, TableSample.Schema).Fault);
    }

    [Fact]
    public void A_file_of_the_first_format_is_read()
    {
        TableSample.Write(_folder.File("whole"), [3, 5, 8], 64);
        var bytes = File.ReadAllBytes(_folder.File("whole"));
        bytes[^16] = 1;
        var trailer = bytes.AsSpan(bytes.Length - 128);
        MakeChecksumHold(trailer);
        using var table = TableReader.Open(_folder.Put("first", bytes), TableSample.Schema);
        table.Verify();
        Assert.Equal(1, table.LowerBound(5));
    }

    [Fact]
    public void A_later_format_of_the_file_is_refused_by_name()
    {
        var bytes = Whole(3);
        bytes[^16] = 9;
        var refused = Refused(_folder.Put("later", bytes), TableSample.Schema);
        Assert.Equal(RegisterFileFault.UnknownFormat, refused.Fault);
        Assert.Contains("format 9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_of_the_row_that_is_not_accepted_is_refused_by_name()
    {
        TableSample.Write(_folder.File("three"), [1]);
        var refused = Refused(_folder.File("three"), new TableSchema("sample", 4, 19), new TableSchema("sample", 5, 19));
        Assert.Equal(RegisterFileFault.UnknownFormat, refused.Fault);
        Assert.Contains("sample of format 3", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            RegisterFileFault.UnknownFormat, Refused(_folder.File("three"), new TableSchema("sample", 3, 20)).Fault);
    }

    [Fact]
    public void The_accepted_schema_that_the_file_has_is_told()
    {
        TableSample.Write(_folder.File("three"), [1]);
        using var table = TableReader.Open(_folder.File("three"), new TableSchema("sample", 4, 20), TableSample.Schema);
        Assert.Equal(TableSample.Schema, table.Schema);
    }

    [Fact]
    public void A_table_of_something_else_is_refused()
    {
        TableSample.Write(_folder.File("other"), [1]);
        Assert.Equal(
            RegisterFileFault.WrongSchema, Refused(_folder.File("other"), new TableSchema("families", 3, 19)).Fault);
    }

    [Theory]
    [InlineData(0, long.MaxValue)]
    [InlineData(0, -1)]
    [InlineData(0, 1L << 40)]
    [InlineData(40, int.MaxValue)]
    [InlineData(40, 0)]
    [InlineData(46, 0)]
    [InlineData(46, 1)]
    [InlineData(46, 15)]
    public void Numbers_that_do_not_fit_the_file_are_refused_though_the_checksum_holds(int at, long value)
    {
        AssertRefused(Whole(70), at, value);
    }

    [Fact]
    public void More_rows_a_fence_than_a_search_goes_through_are_refused_though_they_fit_the_file() => AssertRefused(Whole(10), 46, 128);

    private void AssertRefused(byte[] bytes, int at, long value)
    {
        var trailer = bytes.AsSpan(bytes.Length - 128);
        switch (at)
        {
            case 0: BinaryPrimitives.WriteInt64LittleEndian(trailer, value); break;
            case 40: BinaryPrimitives.WriteInt32LittleEndian(trailer[40..], (int)value); break;
            default: BinaryPrimitives.WriteUInt16LittleEndian(trailer[46..], (ushort)value); break;
        }

        MakeChecksumHold(trailer);
        Assert.Equal(RegisterFileFault.WrongLength, Refused(_folder.Put("forged", bytes), TableSample.Schema).Fault);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Damaged_rows_and_fences_never_lead_a_search_outside_the_table(int rowsPerFence)
    {
        // Both checksums are made to hold, so that only the bounds of the search itself stand in the way.
        const int count = 300;
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var bytes = Whole(count, rowsPerFence);
            var content = bytes.AsSpan(0, bytes.Length - 128);
            for (var i = 0; i < 400; i++)
            {
                content[random.Next(content.Length)] = (byte)random.Next(256);
            }

            var trailer = bytes.AsSpan(bytes.Length - 128);
            var rows = count * TableSample.Schema.RowSize;
            BinaryPrimitives.WriteUInt64LittleEndian(trailer[24..], XxHash3.HashToUInt64(content[..rows]));
            BinaryPrimitives.WriteUInt64LittleEndian(trailer[32..], XxHash3.HashToUInt64(content[rows..]));
            MakeChecksumHold(trailer);
            using var table = TableReader.Open(_folder.Put("scrambled", bytes), TableSample.Schema);
            ulong[] keys = [.. Enumerable.Range(0, 200).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
            var places = new long[keys.Length];
            table.LowerBounds(keys, places);
            Assert.All(places, place => Assert.InRange(place, 0, count));
            foreach (var key in keys)
            {
                Assert.InRange(table.LowerBound(key), 0, count);
                Assert.True(!table.TryFind(key, out var row)
                    || BinaryPrimitives.ReadUInt64LittleEndian(row) == key);
            }
        }
    }

    private static void MakeChecksumHold(Span<byte> trailer)
    {
        trailer.Slice(104, 8).Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[104..], XxHash3.HashToUInt64(trailer));
    }

    private static RegisterFileException Refused(string path, params TableSchema[] accepted) =>
        Assert.Throws<RegisterFileException>(() => TableReader.Open(path, accepted).Dispose());

    private static void OpenAndVerify(string path)
    {
        using var table = TableReader.Open(path, TableSample.Schema);
        table.Verify();
    }

    private byte[] Whole(int rows, int rowsPerFence = 16)
    {
        var path = _folder.Put("whole", []);
        File.Delete(path);
        TableSample.Write(path, TableSample.Niks(rows, rows), rowsPerFence);
        return File.ReadAllBytes(path);
    }
}
