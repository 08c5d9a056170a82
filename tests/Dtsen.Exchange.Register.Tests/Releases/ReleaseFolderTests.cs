using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class ReleaseFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Release => _folder.File("release");

    private string Upload => _folder.File("upload");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1 << 20)]
    [InlineData(1000, 1 << 20)]
    public void The_same_upload_gives_the_same_manifest_in_pages_and_memory_of_any_size(int pageSize, int memory)
    {
        var sent = UploadSample.Nation(42, 60, 5);
        UploadSample.Send(Upload, sent, 13);
        var expected = UploadSample.Check(_folder, 1 << 20);
        using var other = new TemporaryFolder();
        UploadSample.Send(other.File("upload"), sent, pageSize);
        var result = UploadSample.Check(other, memory);
        Assert.Equal(expected.Manifest.ToArray(), result.Manifest.ToArray());
        Assert.Equal(expected.SetAside, result.SetAside);
        Assert.Equal(result.Manifest.ToArray(), UploadSample.Check(other, memory).Manifest.ToArray());
    }

    [Fact]
    public void The_manifest_says_what_the_release_is()
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        var manifest = ReleaseManifest.Parser.ParseFrom(UploadSample.Check(_folder).Manifest.Span);
        Assert.Equal(2, manifest.Format);
        Assert.Equal("r-1", manifest.ReleaseId);
        Assert.Equal("2026-T3", manifest.Period);
        Assert.Equal(2, manifest.Version);
        Assert.Equal("snapshot-1", manifest.SnapshotId);
        Assert.Equal(17, manifest.SnapshotSeq);
        Assert.Equal(1, manifest.VariablesVersion);
        Assert.Equal(new Google.Type.Date { Year = 2026, Month = 10, Day = 1 }, manifest.EffectiveFrom);
        Assert.Empty(manifest.SetAside);
        Assert.Equal(manifest.Files.Select(file => file.Name).Order(StringComparer.Ordinal), manifest.Files.Select(file => file.Name));
        Assert.Equal(
            manifest.Files.Select(file => file.Name).Concat(["check", "manifest"]).Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(Release).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_check_came_to_can_be_read_again()
    {
        Assert.Null(ReleaseFolder.ReadCheck(Release));
        UploadSample.Send(Upload, UploadSample.Nation(3, 30, 3), 10);
        var result = UploadSample.Check(_folder);
        var read = ReleaseFolder.ReadCheck(Release)!;
        Assert.NotEmpty(read.SetAside);
        Assert.Equal(result.Manifest.ToArray(), read.Manifest.ToArray());
        Assert.Equal(result.SetAside, read.SetAside);
        Assert.Equal(result.FamiliesByDesil, read.FamiliesByDesil);
        _folder.Put(Path.Combine("release", "check"), [0xFF]);
        var refused = Assert.Throws<RegisterFileException>(() => ReleaseFolder.ReadCheck(Release));
        Assert.StartsWith("check:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upload_of_nothing_gives_a_release_of_nothing()
    {
        UploadSample.Send(Upload, [], 10);
        var manifest = ReleaseManifest.Parser.ParseFrom(UploadSample.Check(_folder).Manifest.Span);
        Assert.Equal(0, manifest.Families);
        Assert.Equal(4, manifest.Files.Count);
    }

    [Fact]
    public void A_kabupaten_of_which_nothing_is_kept_stays_in_the_manifest()
    {
        var kabupaten = Config.Kabupaten("3204");
        UploadSample.Send(Upload, [new SentFamily(kabupaten, []), new SentFamily(kabupaten, [1])], 10);
        var result = UploadSample.Check(_folder);
        var manifest = ReleaseManifest.Parser.ParseFrom(result.Manifest.Span);
        Assert.Equal(0, Assert.Single(manifest.Kabupaten).Families);
        Assert.Equal([SetAsideReason.FamilyNumberInvalid, SetAsideReason.NotCanonical], result.SetAside.Select(family => family.Reason));
        Assert.Equal([1L, 1L], manifest.SetAside.Select(count => count.Families));
    }

    [Fact]
    public void A_family_that_leaves_for_a_fault_of_its_own_makes_nobody_a_duplicate()
    {
        var kabupaten = Config.Kabupaten("3204");
        var one = FamilySample.Make(new Random(1), kabupaten, 1, 2);
        var same = one.Clone();
        same.Members[1].Nama = "";
        UploadSample.Send(Upload, [UploadSample.Good(kabupaten, one), UploadSample.Good(kabupaten, same)], 10);
        var result = UploadSample.Check(_folder);
        Assert.Equal(
            new SetAsideFamily { KodeKabupatenKota = "3204", Row = 1, Reason = SetAsideReason.NameInvalid, Field = "members[1].nama" },
            Assert.Single(result.SetAside));
        Assert.Equal(1, ReleaseManifest.Parser.ParseFrom(result.Manifest.Span).Families);
    }

    [Fact]
    public void Families_of_two_kabupaten_that_share_a_number_and_people_are_both_set_aside()
    {
        var (kabupaten, kota) = (Config.Kabupaten("3204"), Config.Kabupaten("3273"));
        var here = FamilySample.Make(new Random(1), kabupaten, 1, 3);
        var there = FamilySample.Make(new Random(1), kota, 1, 3);
        here.NomorKartuKeluarga = there.NomorKartuKeluarga;
        var third = FamilySample.Make(new Random(1), kota, 2, 3);
        third.Members[2].NomorIndukKependudukan = here.Members[1].NomorIndukKependudukan;
        var untouched = FamilySample.Make(new Random(1), kota, 3, 3);
        UploadSample.Send(
            Upload,
            [
                UploadSample.Good(kabupaten, here), UploadSample.Good(kota, there), UploadSample.Good(kota, third),
                UploadSample.Good(kota, untouched),
            ],
            10);
        var result = UploadSample.Check(_folder);
        SetAsideFamily[] expected =
        [
            new() { KodeKabupatenKota = "3204", Row = 0, Reason = SetAsideReason.FamilyNumberDuplicate, Field = "nomor_kartu_keluarga" },
            new() { KodeKabupatenKota = "3273", Row = 0, Reason = SetAsideReason.FamilyNumberDuplicate, Field = "nomor_kartu_keluarga" },
            new()
            {
                KodeKabupatenKota = "3273", Row = 1, Reason = SetAsideReason.NikDuplicate,
                Field = "members[2].nomor_induk_kependudukan",
            },
        ];
        Assert.Equal(expected, result.SetAside);
        Assert.Equal([0L, 1L], ReleaseManifest.Parser.ParseFrom(result.Manifest.Span).Kabupaten.Select(content => content.Families));
    }

    [Fact]
    public void A_check_takes_the_place_of_the_one_before()
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        var before = UploadSample.Check(_folder);
        using (var upload = RankingUpload.Open(Upload))
        {
            foreach (var position in upload.Positions.Skip(1))
            {
                upload.Restart(position.Kabupaten);
            }

            upload.Restart(Config.Kabupaten("1101"));
        }

        UploadSample.Send(Upload, UploadSample.Nation(1, 7, 0).Where(family => family.Kabupaten == Config.Kabupaten("1101")), 10);
        var after = UploadSample.Check(_folder);
        Assert.NotEqual(before.Manifest.ToArray(), after.Manifest.ToArray());
        Assert.Equal(after.Manifest.ToArray(), ReleaseFolder.ReadCheck(Release)!.Manifest.ToArray());
        Assert.Equal([Release, Upload], Directory.GetFileSystemEntries(_folder.FullPath).Order(StringComparer.Ordinal));
        Assert.Equal(7, Directory.GetFiles(Release).Length);
    }

    [Fact]
    public void A_check_tells_how_far_it_is_and_what_it_does()
    {
        UploadSample.Send(_folder.File("upload"), UploadSample.Nation(1, 30, 0), 10);
        var told = new Told();

        ReleaseFolder.Check(_folder.File("upload"), Release, UploadSample.Description, Config.Rules, told);

        Assert.Equal(
            ["judging families", "looking for numbers that come twice", "writing families and tables"],
            told.Stages.Select(stage => stage.What).Distinct());
        Assert.Equal(told.Stages.Select(stage => stage.Share).Order(), told.Stages.Select(stage => stage.Share));
        Assert.InRange(told.Stages[^1].Share, 0.75, 1);
    }

    [Fact]
    public void A_check_that_is_cancelled_leaves_what_was_there_before()
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 20, 0), 10);
        using (var cancelled = new CancellationTokenSource())
        {
            cancelled.Cancel();
            Assert.Throws<OperationCanceledException>(() => UploadSample.Check(_folder, cancellation: cancelled.Token));
            Assert.Equal([Upload], Directory.GetFileSystemEntries(_folder.FullPath));
        }

        var before = UploadSample.Check(_folder);
        for (var delay = 0; delay < 30; delay += 3)
        {
            using var cancelled = new CancellationTokenSource(delay);
            try
            {
                UploadSample.Check(_folder, 1, cancelled.Token);
            }
            catch (OperationCanceledException)
            {
                // Whenever it came: the same is asserted.
            }

            Assert.Equal([Release, Upload], Directory.GetFileSystemEntries(_folder.FullPath).Order(StringComparer.Ordinal));
            Assert.Equal(before.Manifest.ToArray(), ReleaseFolder.ReadCheck(Release)!.Manifest.ToArray());
        }
    }

    [Fact]
    public void A_damaged_or_torn_upload_is_refused_by_its_name_and_leaves_no_people_behind()
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 20, 0), 100);
        var name = Path.Combine("upload", "1101.blocks");
        var bytes = File.ReadAllBytes(_folder.File(name));

        // The last byte is found when its block is read, one too many when the file is opened.
        foreach (var damaged in (byte[][])[[.. bytes[..^1], (byte)(bytes[^1] ^ 1)], [.. bytes, 0], bytes[..^1], bytes[..7]])
        {
            _folder.Put(name, damaged);
            Assert.Equal("1101.blocks", Assert.Throws<RegisterFileException>(() => UploadSample.Check(_folder, 1)).FileName);
            Assert.Equal([Upload], Directory.GetFileSystemEntries(_folder.FullPath));
            Assert.Equal(damaged, File.ReadAllBytes(_folder.File(name)));
        }

        _folder.Put(name, bytes);
        UploadSample.Check(_folder);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void After_a_crash_between_the_renames_the_old_check_or_the_new_one_is_there_whole(bool oldMoved, bool newMoved)
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        var result = UploadSample.Check(_folder);

        // As the disk stands when the process dies: before, between and after the two renames.
        if (oldMoved)
        {
            Copy(Release, Release + ".old");
        }

        if (!newMoved)
        {
            Directory.Move(Release, Release + ".new");
        }
        else if (!oldMoved)
        {
            Copy(Release, Release + ".new");
        }

        Assert.Equal(result.Manifest.ToArray(), ReleaseFolder.ReadCheck(Release)!.Manifest.ToArray());
        Assert.Equal(result.Manifest.ToArray(), UploadSample.Check(_folder).Manifest.ToArray());
        Assert.Equal([Release, Upload], Directory.GetFileSystemEntries(_folder.FullPath).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_crash_left_of_a_check_is_deleted_by_the_next()
    {
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        Directory.CreateDirectory(Path.Combine(Release + ".new", "runs"));
        File.WriteAllText(Path.Combine(Release + ".new", "runs", "people.0.run"), "people");
        UploadSample.Check(_folder);
        Assert.Equal([Release, Upload], Directory.GetFileSystemEntries(_folder.FullPath).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_of_another_catalogue_or_past_what_rows_can_hold_are_refused()
    {
        UploadSample.Send(Upload, [], 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => ReleaseFolder.Check(
            Upload, Release, UploadSample.Description with { VariablesVersion = 2 }, Config.Rules));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReleaseFolder.Check(
            Upload, Release, UploadSample.Description, Config.Rules with { UploadDay = new DateOnly(2060, 1, 1) }));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from))
        {
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
        }
    }

    private sealed class Told : IProgress<(double Share, string What)>
    {
        public List<(double Share, string What)> Stages { get; } = [];

        public void Report((double Share, string What) value) => Stages.Add(value);
    }
}
