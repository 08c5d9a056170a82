using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Blocks;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>Which blocks of an upload a release takes over as they stand, and which it makes anew.</summary>
public sealed class TakenOverBlocksTests : IDisposable
{
    private const int Page = 30;

    private static readonly WilayahCode Bandung = Config.Kabupaten("3204");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Blocks_of_which_every_family_is_kept_are_taken_over_and_others_are_not()
    {
        var sent = Families(4 * Page);
        sent[Page + 1] = new SentFamily(Bandung, [.. sent[Page + 1].Bytes, 0xF8, 0x3F, 1], SetAsideReason.NotCanonical);
        UploadSample.Send(_folder.File("upload"), sent, Page);
        UploadSample.Check(_folder);

        var uploaded = Payloads("upload");
        var released = Payloads("release");
        Assert.True(uploaded.Count >= 8);
        Assert.Equal(uploaded.Count, released.Count);
        Assert.Single(uploaded.Except(released));
    }

    [Fact]
    public void A_clean_upload_has_the_same_blocks_as_its_release_and_small_ones_are_put_together()
    {
        var sent = Families(3 * Page);
        UploadSample.Send(_folder.File("upload"), sent, Page);
        UploadSample.Check(_folder);
        Assert.Equal(Payloads("upload"), Payloads("release"));

        using var other = new TemporaryFolder();
        UploadSample.Send(other.File("upload"), sent, 2);
        UploadSample.Check(other);
        using var upload = BlockReader.OpenUnfinished(other.File("upload/3204.blocks"));
        using var release = BlockReader.Open(other.File("release/3204.blocks"));
        Assert.True(release.BlockCount < upload.BlockCount / 3);
        Assert.Equal(DigestIn(_folder), DigestIn(other));
    }

    [Fact]
    public void A_family_that_stands_under_another_number_is_put_under_its_own()
    {
        // One with a fault takes the number of the next, and so on in a row: none of them stands under its own.
        var sent = Families(3 * Page);
        var faulty = Family.Parser.ParseFrom(sent[0].Bytes);
        faulty.NomorKartuKeluarga = FamilySample.NumberOf(Bandung, 2);
        sent[0] = new SentFamily(Bandung, [.. UploadSample.Good(Bandung, faulty).Bytes, 0xF8, 0x3F, 1], SetAsideReason.NotCanonical);
        AssertChecked(sent, () => UploadSample.Send(_folder.File("upload"), sent, Page));
    }

    [Fact]
    public void An_upload_that_has_rows_for_keys_is_checked_as_well()
    {
        var sent = Families(2 * Page);
        AssertChecked(sent, () =>
        {
            Directory.CreateDirectory(_folder.File("upload"));
            using (var writer = BlockWriter.Open(_folder.File("upload/3204.blocks")))
            {
                writer.Append(
                    [.. sent.Take(Page).Select(family => new ReadOnlyMemory<byte>(family.Bytes))],
                    [.. Enumerable.Range(0, Page).Select(row => (ulong)row)]);
            }

            // Taken up as it is; what comes now has its number for a key.
            using var upload = RankingUpload.Open(_folder.File("upload"));
            upload.Append(Bandung, Page, [.. sent.Skip(Page).Select(family => new ReadOnlyMemory<byte>(family.Bytes))]);
        });
    }

    private void AssertChecked(List<SentFamily> sent, Action send)
    {
        send();
        var model = new ReleaseModel(sent);
        var check = UploadSample.Check(_folder);
        Assert.Equal(model.SetAside, check.SetAside);
        Assert.Equal(model.Contents, ReleaseManifest.Parser.ParseFrom(check.Manifest.Span).Kabupaten);
        using var reader = BlockReader.Open(_folder.File("release/3204.blocks"));
        BlockSample.AssertSame(
            model.Kept.Select(kept => (ulong.Parse(kept.Family.NomorKartuKeluarga, null), kept.Sent.Bytes)),
            BlockSample.ReadAll(reader.Read()));
    }

    // Long enough that a page of them makes some blocks.
    private static List<SentFamily> Families(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(1, count).Select(serial =>
        {
            var family = FamilySample.Make(random, Bandung, serial, 3);
            family.Alamat = new string(random.GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZ ", 8000));
            return UploadSample.Good(Bandung, family);
        })];
    }

    private static Google.Protobuf.ByteString DigestIn(TemporaryFolder folder) =>
        ReleaseManifest.Parser.ParseFrom(File.ReadAllBytes(folder.File("release/manifest"))).Digest;

    private List<string> Payloads(string folder)
    {
        var path = _folder.File(folder + "/3204.blocks");
        using var reader = folder == "upload" ? BlockReader.OpenUnfinished(path) : BlockReader.Open(path);
        var bytes = File.ReadAllBytes(path);
        return [.. reader.Blocks.ToArray().Select(block => Convert.ToHexString(
            SHA256.HashData(bytes.AsSpan((int)block.Offset + BlockHeader.Size, block.Length - BlockHeader.Size))))];
    }
}
