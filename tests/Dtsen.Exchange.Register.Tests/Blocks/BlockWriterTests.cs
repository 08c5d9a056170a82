using System.Security.Cryptography;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck;
using FsCheck.Xunit;
using Random = System.Random;

namespace Dtsen.Exchange.Register.Tests.Blocks;

public sealed class BlockWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("3174.blocks");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_torn_at_any_byte_goes_on_from_its_last_whole_block()
    {
        var model = BlockSample.Families(1, 24, longest: 30);
        var ends = new List<(long Length, int Rows)> { (16, 0) };
        using (var writer = BlockWriter.Open(Path))
        {
            foreach (var page in model.Take(18).Chunk(6))
            {
                BlockSample.Append(writer, page);
                writer.Flush();
                ends.Add((new FileInfo(Path).Length, (int)writer.Rows));
            }
        }

        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length <= whole.Length; length++)
        {
            var torn = _folder.Put("torn", whole.AsSpan(0, length));
            var rows = ends.LastOrDefault(e => e.Length <= length).Rows;
            using (var writer = BlockWriter.Open(torn))
            {
                Assert.Equal(rows, writer.Rows);
                Assert.Equal(rows == 0 ? null : model[rows - 1].Key, writer.LastKey);
                BlockSample.Append(writer, model.Skip(rows));
                var digest = writer.Complete();
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(torn))), digest.Sha256);
            }

            using var reader = BlockReader.Open(torn);
            BlockSample.AssertSame(model, BlockSample.ReadAll(reader.Read()));
        }
    }

    [Fact]
    public void A_crash_while_completing_leaves_an_unfinished_file_with_every_family()
    {
        var model = BlockSample.Families(2, 12, longest: 30);
        long unfinished;
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, model);
            writer.Flush();
            unfinished = new FileInfo(Path).Length;
            writer.Complete();
        }

        var whole = File.ReadAllBytes(Path);
        for (var length = unfinished; length < whole.Length; length++)
        {
            using var writer = BlockWriter.Open(_folder.Put("torn", whole.AsSpan(0, (int)length)));
            Assert.Equal(model.Count, writer.Rows);
        }
    }

    [Fact]
    public void A_tail_of_anything_else_is_cut_off()
    {
        var model = BlockSample.Families(3, 12, longest: 30);
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, model);
        }

        var whole = File.ReadAllBytes(Path);

        // The last block once more is a sound block that does not follow on the one before.
        foreach (var tail in new[] { new byte[200], whole.AsSpan(16).ToArray(), [1] })
        {
            var path = _folder.Put("tail", [.. whole, .. tail]);
            using (var writer = BlockWriter.Open(path))
            {
                Assert.Equal(model.Count, writer.Rows);
            }

            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_completed_file_is_not_taken_up_again()
    {
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, BlockSample.Families(4, 3));
            writer.Complete();
            Assert.Throws<InvalidOperationException>(() => BlockSample.Append(writer, [(ulong.MaxValue, [])]));
            Assert.Throws<InvalidOperationException>(writer.Flush);
            Assert.Throws<InvalidOperationException>(() => writer.Complete());
        }

        Assert.True(new FileInfo(Path).IsReadOnly);

        // Not by the rights of the file alone, which root does not feel.
        var copy = _folder.Put("copy", File.ReadAllBytes(Path));
        Assert.Equal(
            RegisterFileFault.AlreadyCompleted,
            Assert.Throws<RegisterFileException>(() => BlockWriter.Open(copy)).Fault);
    }

    [Fact]
    public void A_file_of_something_else_is_left_as_it_is()
    {
        var bytes = Enumerable.Range(0, 500).Select(i => (byte)i).ToArray();
        var path = _folder.Put("other", bytes);
        Assert.Throws<RegisterFileException>(() => BlockWriter.Open(path));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_duplicate_or_falling_key_is_refused_and_nothing_of_its_page_is_added()
    {
        using var writer = BlockWriter.Open(Path);
        BlockSample.Append(writer, [(3174010101200001, [1])]);
        var duplicate = Assert.Throws<RowOrderException>(
            () => BlockSample.Append(writer, [(3174010101200001, [2])]));
        Assert.True(duplicate.IsDuplicate);
        Assert.DoesNotContain("3174010101200001", duplicate.ToString(), StringComparison.Ordinal);
        var falling = Assert.Throws<RowOrderException>(
            () => BlockSample.Append(writer, [(3174010101200009, [2]), (3174010101200008, [3])]));
        Assert.False(falling.IsDuplicate);
        Assert.Equal(2, falling.RowIndex);
        Assert.Equal(1, writer.Rows);
        BlockSample.Append(writer, [(3174010101200002, [2])]);
        Assert.Equal(2, writer.Rows);
    }

    [Fact]
    public void A_page_that_does_not_hold_together_is_refused()
    {
        using var writer = BlockWriter.Open(Path);
        Assert.Throws<ArgumentException>(() => writer.Append([new byte[1]], [1, 2]));
        Assert.Throws<ArgumentException>(() => writer.Append([new byte[(1 << 20) + 1]], [1]));
        writer.Append([], []);
        Assert.Equal(0, writer.Rows);
    }

    [Fact]
    public void The_longest_family_can_be_read_again()
    {
        var longest = new byte[1 << 20];
        new Random(1).NextBytes(longest);
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, [(1, [7]), (2, longest), (3, [])]);
            writer.Complete();
        }

        using var reader = BlockReader.Open(Path);
        BlockSample.AssertSame([(1, [7]), (2, longest), (3, [])], BlockSample.ReadAll(reader.Read()));
    }

    [Fact]
    public void A_page_of_short_families_is_one_block_and_a_long_page_is_cut_into_even_ones()
    {
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, Enumerable.Range(0, 300).Select(i => ((ulong)i, Array.Empty<byte>())));
            BlockSample.Append(writer, Enumerable.Range(300, 100).Select(i => ((ulong)i, new byte[2500])));
        }

        using var reader = BlockReader.OpenUnfinished(Path);
        Assert.Equal([300, 34, 34, 32], reader.Blocks.ToArray().Select(b => b.Count));
    }

    [Property(MaxTest = 30)]
    public void Blocks_that_are_taken_over_hold_what_they_held(DoNotSize<int> seed, PositiveInt pageSize)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed.Item);
        var model = BlockSample.Families(seed.Item, 60);
        var expected = new List<(ulong, byte[])>();
        using (var writer = BlockWriter.Open(folder.File("source")))
        {
            foreach (var page in model.Chunk(pageSize.Get))
            {
                BlockSample.Append(writer, page);
            }
        }

        using (var source = BlockReader.OpenUnfinished(folder.File("source")))
        using (var writer = BlockWriter.Open(folder.File("target")))
        {
            for (var block = 0; block < source.BlockCount; block++)
            {
                var (first, count) = source.RowsOf(block);
                var families = model.GetRange((int)first, count);
                switch (random.Next(3))
                {
                    case 0:
                        writer.TakeOver(source, block);
                        expected.AddRange(families);
                        Assert.Throws<RowOrderException>(() => writer.TakeOver(source, block));
                        break;
                    case 1:
                        BlockSample.Append(writer, families);
                        expected.AddRange(families);
                        break;
                    default:
                        // Left out.
                        break;
                }
            }

            Assert.Equal(expected.Count, writer.Rows);
            var digest = writer.Complete();
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File("target")))), digest.Sha256);
            Assert.Equal(new FileInfo(folder.File("target")).Length, digest.Length);
        }

        using var reader = BlockReader.Open(folder.File("target"));
        BlockSample.AssertSame(expected, BlockSample.ReadAll(reader.Read()));
    }

    [Fact]
    public void A_damaged_block_is_not_taken_over()
    {
        using (var writer = BlockWriter.Open(Path))
        {
            BlockSample.Append(writer, BlockSample.Families(5, 12, longest: 30));
        }

        var whole = File.ReadAllBytes(Path);
        for (var at = 16 + 56; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            using var source = BlockReader.OpenUnfinished(_folder.Put("damaged", damaged));
            File.Delete(_folder.File("target"));
            using var writer = BlockWriter.Open(_folder.File("target"));
            Assert.Equal(RegisterFileFault.ChecksumMismatch, Assert.Throws<RegisterFileException>(() => writer.TakeOver(source, 0)).Fault);
            Assert.Equal(0, writer.Rows);
        }
    }

    [Fact]
    public void Two_writers_do_not_share_a_file()
    {
        using var writer = BlockWriter.Open(Path);
        Assert.Throws<IOException>(() => BlockWriter.Open(Path));
    }
}
