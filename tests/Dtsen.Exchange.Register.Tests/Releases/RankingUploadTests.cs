using System.Security.Cryptography;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck;
using FsCheck.Xunit;
using Random = System.Random;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class RankingUploadTests : IDisposable
{
    private static readonly WilayahCode Bandung = Config.Kabupaten("3204");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 25)]
    public void Goes_on_at_every_page_after_being_opened_again(DoNotSize<int> seed, PositiveInt pageSize, bool reopen)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed.Item);
        var sent = Families(random, 30);
        var upload = RankingUpload.Open(folder.FullPath);
        for (var row = 0; row < sent.Count;)
        {
            if (reopen)
            {
                upload.Dispose();
                upload = RankingUpload.Open(folder.FullPath);
            }

            Assert.Equal(row == 0 ? [] : [new UploadPosition(Bandung, row)], upload.Positions);

            // A page may begin before the position: what is there already is not added again.
            var first = row - random.Next(row + 1);
            var page = sent.GetRange(first, Math.Min((row - first) + pageSize.Get, sent.Count - first));
            row = first + page.Count;
            Assert.Equal(new UploadPosition(Bandung, row), upload.Append(Bandung, first, page));
            if (random.Next(2) == 0)
            {
                AssertContent(sent.Take(row), upload.ContentOf(Bandung));
            }
        }

        AssertContent(sent, upload.ContentOf(Bandung));
        upload.Dispose();
        using var again = RankingUpload.Open(folder.FullPath);
        AssertContent(sent, again.ContentOf(Bandung));
    }

    [Fact]
    public void A_page_twice_changes_nothing_even_if_it_holds_something_else()
    {
        var sent = Families(new Random(1), 10);
        using (var first = RankingUpload.Open(_folder.FullPath))
        {
            first.Append(Bandung, 0, sent);
        }

        var before = File.ReadAllBytes(_folder.File("3204.blocks"));
        var upload = RankingUpload.Open(_folder.FullPath);
        Assert.Equal(10, upload.Append(Bandung, 0, sent).Rows);
        Assert.Equal(10, upload.Append(Bandung, 3, Families(new Random(2), 7)).Rows);
        Assert.Equal(10, upload.Append(Bandung, 10, []).Rows);
        Assert.Equal(10, upload.Append(Bandung, 0, []).Rows);
        AssertContent(sent, upload.ContentOf(Bandung));
        upload.Dispose();
        Assert.Equal(before, File.ReadAllBytes(_folder.File("3204.blocks")));
    }

    [Fact]
    public void A_gap_is_refused_with_its_row_and_nothing_is_kept()
    {
        var sent = Families(new Random(1), 10);
        using var upload = RankingUpload.Open(_folder.FullPath);
        upload.Append(Bandung, 0, sent.GetRange(0, 4));
        var refused = Assert.Throws<UploadOrderException>(() => upload.Append(Bandung, 5, sent.GetRange(5, 5)));
        Assert.True(refused.IsGap);
        Assert.Equal(5, refused.Row);
        AssertContent(sent.Take(4), upload.ContentOf(Bandung));
        AssertContent(sent, upload.Append(Bandung, 4, sent.GetRange(4, 6)), upload);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_number_that_falls_is_refused_with_its_row_and_nothing_of_its_page_is_kept(bool reopen)
    {
        var sent = Families(new Random(1), 6);
        var upload = RankingUpload.Open(_folder.FullPath);
        upload.Append(Bandung, 0, sent.GetRange(0, 3));
        if (reopen)
        {
            upload.Dispose();
            upload = RankingUpload.Open(_folder.FullPath);
        }

        // Row 3 rises, row 4 falls; then already the first row of a page falls below the last of the page before.
        var refused = Assert.Throws<UploadOrderException>(() => upload.Append(Bandung, 0, [sent[0], sent[1], sent[2], sent[4], sent[3]]));
        Assert.False(refused.IsGap);
        Assert.Equal(4, refused.Row);
        refused = Assert.Throws<UploadOrderException>(() => upload.Append(Bandung, 3, [sent[1]]));
        Assert.Equal(3, refused.Row);
        Assert.DoesNotContain(FamilySample.NumberOf(Bandung, 2), refused.ToString(), StringComparison.Ordinal);
        AssertContent(sent.Take(3), upload.ContentOf(Bandung));
        AssertContent(sent, upload.Append(Bandung, 3, sent.GetRange(3, 3)), upload);
        upload.Dispose();
    }

    [Fact]
    public void Equal_numbers_and_families_without_one_have_their_place()
    {
        var sent = Families(new Random(1), 3);
        ReadOnlyMemory<byte>[] page = [sent[0], sent[0], Array.Empty<byte>(), sent[1], new byte[] { 0xFF, 1, 2 }, sent[2]];
        using (var upload = RankingUpload.Open(_folder.FullPath))
        {
            Assert.Equal(6, upload.Append(Bandung, 0, page).Rows);
        }

        using var again = RankingUpload.Open(_folder.FullPath);
        AssertContent(page, again.ContentOf(Bandung));
        Assert.Throws<UploadOrderException>(() => again.Append(Bandung, 6, [sent[1]]));
        Assert.Equal(7, again.Append(Bandung, 6, [sent[2]]).Rows);
    }

    [Fact]
    public void A_torn_end_is_cut_off_and_the_upload_goes_on_behind_the_last_whole_page()
    {
        var sent = Families(new Random(1), 9);
        using (var upload = RankingUpload.Open(_folder.FullPath))
        {
            upload.Append(Bandung, 0, sent.GetRange(0, 4));
            upload.Append(Bandung, 4, sent.GetRange(4, 5));
        }

        var path = _folder.File("3204.blocks");
        var whole = File.ReadAllBytes(path);
        var random = new Random(3);
        foreach (var cut in Enumerable.Range(0, 40).Select(_ => random.Next(whole.Length)).Append(0).Append(whole.Length - 1))
        {
            File.WriteAllBytes(path, whole.AsSpan(0, cut));
            using var upload = RankingUpload.Open(_folder.FullPath);
            var rows = (int)(upload.Positions.Count == 0 ? 0 : upload.Positions[0].Rows);
            Assert.True(rows is 0 or 4);
            AssertContent(sent.Take(rows), upload.ContentOf(Bandung));
            AssertContent(sent, upload.Append(Bandung, rows, sent.GetRange(rows, 9 - rows)), upload);
        }
    }

    [Fact]
    public void Many_threads_work_on_many_kabupaten_at_once()
    {
        var codes = Config.Rules.Wilayah.CodesOf(WilayahLevel.KabupatenKota).Take(12).ToArray();
        using var upload = RankingUpload.Open(_folder.FullPath);

        // Each kabupaten is sent by two threads at once, as a client does that takes a slow answer for a lost one.
        Parallel.For(0, codes.Length * 2, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var code = codes[i % codes.Length];
            var sent = Families(new Random(5), 40, code);
            for (var row = 0; row < sent.Count; row += 10)
            {
                Assert.True(upload.Append(code, row, sent.GetRange(row, 10)).Rows >= row + 10);
            }
        });
        Assert.Equal(codes.Select(code => new UploadPosition(code, 40)), upload.Positions);
        foreach (var code in codes)
        {
            AssertContent(Families(new Random(5), 40, code), upload.ContentOf(code));
        }
    }

    [Fact]
    public void A_kabupaten_that_is_restarted_begins_anew_and_others_stay()
    {
        var kota = Config.Kabupaten("3273");
        var sent = Families(new Random(1), 5);
        var other = Families(new Random(1), 5, kota);
        using (var upload = RankingUpload.Open(_folder.FullPath))
        {
            upload.Append(Bandung, 0, sent);
            upload.Append(kota, 0, other);
            upload.Restart(Bandung);
            Assert.Equal([new UploadPosition(kota, 5)], upload.Positions);
            AssertContent([], upload.ContentOf(Bandung));
            Assert.True(Assert.Throws<UploadOrderException>(() => upload.Append(Bandung, 5, sent)).IsGap);
            upload.Append(Bandung, 0, sent.GetRange(0, 2));
            AssertContent(sent.Take(2), upload.ContentOf(Bandung));
            upload.Restart(kota);
            upload.Restart(kota);
        }

        using var again = RankingUpload.Open(_folder.FullPath);
        Assert.Equal([new UploadPosition(Bandung, 2)], again.Positions);
    }

    [Fact]
    public void A_code_that_is_no_kabupaten_and_a_family_too_long_are_refused()
    {
        using var upload = RankingUpload.Open(_folder.FullPath);
        foreach (var text in (string[])["32", "320405", "3204052001"])
        {
            Assert.True(WilayahCode.TryParse(text, out var code));
            Assert.Throws<ArgumentException>(() => upload.Append(code, 0, []));
        }

        Assert.Throws<ArgumentException>(() => upload.ContentOf(default));
        Assert.Throws<ArgumentException>(() => upload.Append(Bandung, 0, [new byte[(1 << 20) + 1]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => upload.Append(Bandung, -1, []));
        Assert.Empty(upload.Positions);
    }

    [Fact]
    public void A_folder_has_one_owner()
    {
        using var upload = RankingUpload.Open(_folder.FullPath);
        upload.Append(Bandung, 0, Families(new Random(1), 1));
        Assert.Throws<IOException>(() => RankingUpload.Open(_folder.FullPath));
        upload.Dispose();
        Assert.Throws<ObjectDisposedException>(() => upload.Append(Bandung, 1, Families(new Random(1), 1)));
        using var next = RankingUpload.Open(_folder.FullPath);
        Assert.Single(next.Positions);
    }

    [Fact]
    public void A_completed_file_is_not_taken_for_an_upload()
    {
        using (var writer = BlockWriter.Open(_folder.File("3204.blocks")))
        {
            writer.Complete();
        }

        Assert.Equal("3204.blocks", Assert.Throws<RegisterFileException>(() => RankingUpload.Open(_folder.FullPath)).FileName);
    }

    private static List<ReadOnlyMemory<byte>> Families(Random random, int count, WilayahCode? kabupaten = null) =>
        [.. Enumerable.Range(1, count).Select(serial =>
            new ReadOnlyMemory<byte>(UploadSample.Good(
                kabupaten ?? Bandung, FamilySample.Make(random, kabupaten ?? Bandung, serial, random.Next(1, 6))).Bytes))];

    private static void AssertContent(IEnumerable<ReadOnlyMemory<byte>> sent, UploadPosition position, RankingUpload upload)
    {
        Assert.Equal(sent.Count(), position.Rows);
        AssertContent(sent, upload.ContentOf(position.Kabupaten));
    }

    private static void AssertContent(IEnumerable<ReadOnlyMemory<byte>> sent, UploadContent content)
    {
        Assert.Equal(sent.Count(), content.Families);
        Assert.Equal(SHA256.HashData(sent.SelectMany(family => family.ToArray()).ToArray()), content.Digest.ToArray());
    }
}
