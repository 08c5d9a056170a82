using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Blocks;

public sealed class BlockDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_flipped_byte_of_a_completed_file_is_found()
    {
        var whole = Whole(completed: true, out _);
        for (var at = 0; at < whole.Length; at++)
        {
            var path = _folder.Put("damaged", Flipped(whole, at));
            var found = Assert.Throws<RegisterFileException>(() => ReadAll(BlockReader.Open(path)));
            Assert.Equal("damaged", found.FileName);
        }
    }

    [Fact]
    public void Every_flipped_byte_of_an_unfinished_file_is_found()
    {
        var whole = Whole(completed: false, out _);
        for (var at = 0; at < whole.Length; at++)
        {
            var path = _folder.Put("damaged", Flipped(whole, at));
            Assert.Throws<RegisterFileException>(() => ReadAll(BlockReader.OpenUnfinished(path)));
        }
    }

    [Fact]
    public void A_damaged_block_is_named_and_those_before_it_are_read()
    {
        var whole = Whole(completed: true, out var blocks);
        var path = _folder.Put("damaged", Flipped(whole, (int)blocks[1].Offset + 60));
        using var reader = BlockReader.Open(path);
        using var cursor = reader.Read();
        for (var i = 0; i < blocks[0].Count; i++)
        {
            Assert.True(cursor.MoveNext());
        }

        var found = Assert.Throws<RegisterFileException>(() => cursor.MoveNext());
        Assert.Equal(RegisterFileFault.ChecksumMismatch, found.Fault);
        Assert.Contains("block 1", found.Message, StringComparison.Ordinal);

        // Asking again must not skip what could not be read.
        Assert.Throws<RegisterFileException>(() => cursor.MoveNext());
    }

    [Fact]
    public void A_completed_file_cut_at_any_length_is_refused()
    {
        var whole = Whole(completed: true, out _);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.Put("cut", whole.AsSpan(0, length));
            Assert.Throws<RegisterFileException>(() => BlockReader.Open(path));
        }
    }

    [Fact]
    public void A_torn_tail_of_an_unfinished_file_is_refused_by_its_reader()
    {
        var whole = Whole(completed: false, out var blocks);
        var borders = blocks.Select(b => b.Offset).Append(whole.Length).ToHashSet();
        for (var length = 0; length <= whole.Length; length++)
        {
            var path = _folder.Put("cut", whole.AsSpan(0, length));
            if (borders.Contains(length))
            {
                ReadAll(BlockReader.OpenUnfinished(path));
            }
            else
            {
                Assert.Equal(
                    RegisterFileFault.Truncated,
                    Assert.Throws<RegisterFileException>(() => BlockReader.OpenUnfinished(path)).Fault);
            }
        }
    }

    [Fact]
    public void A_later_format_is_refused_by_name()
    {
        var whole = Whole(completed: true, out _);
        whole[8] = 2;
        var refused = Assert.Throws<RegisterFileException>(() => BlockReader.Open(_folder.Put("later", whole)));
        Assert.Equal(RegisterFileFault.UnknownFormat, refused.Fault);
        Assert.Contains("format 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            RegisterFileFault.UnknownFormat,
            Assert.Throws<RegisterFileException>(() => BlockWriter.Open(_folder.Put("later", whole))).Fault);
    }

    [Fact]
    public void Finished_and_unfinished_files_are_not_taken_for_each_other()
    {
        Whole(completed: true, out _);
        Assert.Equal(
            RegisterFileFault.AlreadyCompleted,
            Assert.Throws<RegisterFileException>(() => BlockReader.OpenUnfinished(_folder.File("whole"))).Fault);
        Whole(completed: false, out _);
        Assert.Equal(
            RegisterFileFault.Truncated,
            Assert.Throws<RegisterFileException>(() => BlockReader.Open(_folder.File("whole"))).Fault);
    }

    private static byte[] Flipped(byte[] whole, int at)
    {
        var damaged = whole.ToArray();
        damaged[at] ^= (byte)(1 << (at % 8));
        return damaged;
    }

    private static void ReadAll(BlockReader reader)
    {
        using (reader)
        {
            BlockSample.ReadAll(reader.Read());
        }
    }

    private byte[] Whole(bool completed, out BlockEntry[] blocks)
    {
        var path = _folder.File("whole");
        File.Delete(path);
        using (var writer = BlockWriter.Open(path))
        {
            foreach (var page in BlockSample.Families(5, 18, longest: 40).Chunk(6))
            {
                BlockSample.Append(writer, page);
            }

            if (completed)
            {
                writer.Complete();
            }
        }

        using var reader = completed ? BlockReader.Open(path) : BlockReader.OpenUnfinished(path);
        blocks = reader.Blocks.ToArray();
        return File.ReadAllBytes(path);
    }
}
