using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>A base and changes come to the same release as if all of it had been sent, or to nothing.</summary>
public sealed class AmendmentTests : IDisposable
{
    private static readonly Amendment Amendment = new() { BaseReleaseId = "r-1", Reason = "uji", BastReference = "BAST-1" };

    private readonly TemporaryFolder _base = new();
    private readonly TemporaryFolder _changes = new();
    private readonly TemporaryFolder _whole = new();
    private readonly SigningKey _key;

    public AmendmentTests() => _key = new SigningKey(_base, "bps");

    public void Dispose()
    {
        _key.Dispose();
        _base.Dispose();
        _changes.Dispose();
        _whole.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Base_and_changes_come_to_what_a_full_upload_of_the_result_comes_to(int seed)
    {
        var random = new Random(seed);
        var before = UploadSample.Nation(seed, 40, 0);
        var sent = new List<SentFamily>();
        var after = new List<SentFamily>();
        foreach (var family in before)
        {
            var changed = Family.Parser.ParseFrom(family.Bytes);
            switch (random.Next(8))
            {
                case 0:
                    sent.Add(Removal(family));
                    continue;
                case 1:
                    changed.Members.RemoveAt(changed.Members.Count - 1);
                    changed.Alamat = "Jalan Lain 2";
                    if (changed.Members.Count == 0)
                    {
                        goto default;
                    }

                    sent.Add(UploadSample.Good(family.Kabupaten, changed));
                    after.Add(sent[^1]);
                    break;
                case 2 when family.Kabupaten.ToString() != "9171":
                    sent.Add(Removal(family));
                    MoveTo(Config.Kabupaten("9171"), changed);
                    sent.Add(UploadSample.Good(Config.Kabupaten("9171"), changed));
                    after.Add(sent[^1]);
                    break;
                default:
                    after.Add(family);
                    break;
            }
        }

        // A new family, in a kabupaten that the base may not have.
        var added = FamilySample.Make(random, Config.Kabupaten("9171"), 9000, 3);
        sent.Add(UploadSample.Good(Config.Kabupaten("9171"), added));
        after.Add(sent[^1]);
        using var release = Seal(_base, before);

        var result = Check(release, sent);

        Assert.Empty(result.SetAside);
        var manifest = ReleaseManifest.Parser.ParseFrom(result.Manifest.Span);
        UploadSample.Send(_whole.File("upload"), InOrder(after), 10);
        var expected = ReleaseManifest.Parser.ParseFrom(UploadSample.Check(_whole).Manifest.Span);
        Assert.Equal(expected.Kabupaten.Where(content => content.Families > 0), manifest.Kabupaten.Where(content => content.Families > 0));
        Assert.Equal((expected.Families, expected.People), (manifest.Families, manifest.People));
        foreach (var table in (string[])["families.table", "people.table", "names.table", "births.table"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_whole.File("release"), table)), ReadResult(table));
        }

        Assert.Equal(Amendment, manifest.Amendment.Amendment);
        Assert.Equal(release.Manifest.Digest, manifest.Amendment.BaseDigest);
        Assert.Equal(sent.Count, manifest.Amendment.Sent.Sum(content => content.Families));
        Assert.Equal(sent.Count, manifest.Amendment.Changed + manifest.Amendment.Added + manifest.Amendment.Removed);
        Assert.Equal(manifest.Families - release.Manifest.Families, manifest.Amendment.Added - manifest.Amendment.Removed);
        Assert.True(ReleaseFolder.TrySign(_changes.File("release"), _key.Id, _key.Sign(result.Manifest), _key.Keys));
        Assert.Empty(ReleaseVerification.Run(_changes.File("release"), _key.Keys).Findings);
    }

    [Fact]
    public void A_kabupaten_in_which_nothing_changes_keeps_the_file_of_the_base_byte_for_byte()
    {
        var before = InOrder(
            [.. Families("1101", 30), .. Families("3204", 30)]);
        using var release = Seal(_base, before);
        var changed = Family.Parser.ParseFrom(before[^1].Bytes);
        changed.Alamat = "Jalan Lain 2";

        var result = Check(release, [UploadSample.Good(before[^1].Kabupaten, changed)]);

        var manifest = ReleaseManifest.Parser.ParseFrom(result.Manifest.Span);
        Assert.Equal(
            release.Manifest.Files.Single(file => file.Name == "1101.blocks"), manifest.Files.Single(file => file.Name == "1101.blocks"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_base.File("release"), "1101.blocks")), ReadResult("1101.blocks"));
        Assert.NotEqual(release.Manifest.Kabupaten[1].Digest, manifest.Kabupaten[1].Digest);

        // Gone with its first name, it is there under the other.
        Directory.Delete(_base.File("release"), recursive: true);
        Assert.True(ReleaseFolder.TrySign(_changes.File("release"), _key.Id, _key.Sign(result.Manifest), _key.Keys));
        Assert.Empty(ReleaseVerification.Run(_changes.File("release"), _key.Keys).Findings);
    }

    [Fact]
    public void Whatever_would_be_set_aside_is_told_and_nothing_is_written()
    {
        var before = InOrder([.. Families("1101", 10), .. Families("3204", 10)]);
        using var release = Seal(_base, before);
        var kabupaten = Config.Kabupaten("3204");
        var first = Family.Parser.ParseFrom(before[10].Bytes);
        var second = Family.Parser.ParseFrom(before[11].Bytes);
        var third = Family.Parser.ParseFrom(before[12].Bytes);

        // Faulty by itself; with a NIK of a family that stays; with the number of a family that stays elsewhere.
        first.DesilNasional = 11;
        second.Members[0].NomorIndukKependudukan = Family.Parser.ParseFrom(before[0].Bytes).Members[0].NomorIndukKependudukan;
        var elsewhere = Family.Parser.ParseFrom(before[1].Bytes);
        MoveTo(kabupaten, elsewhere);
        elsewhere.Members.Clear();
        elsewhere.Members.Add(FamilySample.Make(new Random(1), kabupaten, 9001, 1).Members);

        // Removed and changed at once; removed where it is not.
        var sent = new List<SentFamily>
        {
            UploadSample.Good(kabupaten, elsewhere),
            UploadSample.Good(kabupaten, first),
            UploadSample.Good(kabupaten, second),
            UploadSample.Good(kabupaten, third),
            Removal(before[12]),
            new(kabupaten, new Family { NomorKartuKeluarga = FamilySample.NumberOf(kabupaten, 9002) }.ToByteArray()),
        };

        var result = Check(release, sent);

        Assert.Equal(
            [
                SetAsideReason.FamilyNumberDuplicate, SetAsideReason.DesilInvalid, SetAsideReason.NikDuplicate,
                SetAsideReason.FamilyNumberDuplicate, SetAsideReason.FamilyNumberDuplicate, SetAsideReason.FamilyUnknown,
            ],
            result.SetAside.Select(family => family.Reason));
        Assert.Equal([0L, 1, 2, 3, 4, 5], result.SetAside.Select(family => family.Row));
        Assert.False(Directory.Exists(_changes.File("release")));
        Assert.False(Directory.Exists(_changes.File("release.new")));
    }

    [Fact]
    public void A_NIK_goes_from_a_family_that_changes_to_one_that_is_added()
    {
        var before = InOrder(Families("3204", 10));
        using var release = Seal(_base, before);
        var kabupaten = Config.Kabupaten("3204");
        var left = Family.Parser.ParseFrom(before[3].Bytes);
        var added = FamilySample.Make(new Random(2), kabupaten, 9000, 1);
        added.Members.Add(left.Members[^1]);
        left.Members.RemoveAt(left.Members.Count - 1);
        left.Members.Add(FamilySample.Make(new Random(3), kabupaten, 9100, 1).Members);

        var result = Check(release, [UploadSample.Good(kabupaten, left), UploadSample.Good(kabupaten, added)]);

        Assert.Empty(result.SetAside);
    }

    private static List<SentFamily> Families(string code, int count)
    {
        var random = new Random(9);
        var kabupaten = Config.Kabupaten(code);
        return [.. Enumerable.Range(1, count).Select(
            serial => UploadSample.Good(kabupaten, FamilySample.Make(random, kabupaten, serial, random.Next(2, 5))))];
    }

    private static SentFamily Removal(SentFamily family) => new(
        family.Kabupaten,
        new Family { NomorKartuKeluarga = Family.Parser.ParseFrom(family.Bytes).NomorKartuKeluarga }.ToByteArray());

    private static List<SentFamily> InOrder(IEnumerable<SentFamily> families) =>
        [.. families.OrderBy(family => family.Kabupaten)
            .ThenBy(family => Family.Parser.ParseFrom(family.Bytes).NomorKartuKeluarga, StringComparer.Ordinal)];

    private static void MoveTo(WilayahCode to, Family family)
    {
        var kecamatan = Config.Rules.Wilayah.ChildrenOf(to)[0];
        family.KodeProvinsi = to.Parent.ToString();
        family.KodeKabupatenKota = to.ToString();
        family.KodeKecamatan = kecamatan.ToString();
        family.KodeKelurahanDesa = Config.Rules.Wilayah.ChildrenOf(kecamatan)[0].ToString();
    }

    private SealedRelease Seal(TemporaryFolder folder, List<SentFamily> families)
    {
        UploadSample.Send(folder.File("upload"), families, 10);
        var result = UploadSample.Check(folder);
        Assert.Empty(result.SetAside);
        Assert.True(ReleaseFolder.TrySign(folder.File("release"), _key.Id, _key.Sign(result.Manifest), _key.Keys));
        return SealedRelease.Open(folder.File("release"), _key.Keys);
    }

    private CheckedRelease Check(SealedRelease release, IEnumerable<SentFamily> sent)
    {
        UploadSample.Send(_changes.File("upload"), InOrder(sent), 7);
        return ReleaseFolder.CheckAmendment(
            _changes.File("upload"), release, _changes.File("release"), UploadSample.Description with { Amendment = Amendment },
            Config.Rules);
    }

    private byte[] ReadResult(string file) => File.ReadAllBytes(Path.Combine(_changes.File("release"), file));
}
