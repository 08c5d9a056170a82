using System.Security.Cryptography;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Client.Tests.Releases;

public class ReleaseDigestTests
{
    private static readonly KabupatenSource Bandung = Source("3273", [1, 2], [3], [4, 5, 6]);
    private static readonly KabupatenSource Jayapura = Source("9171", [7], [8, 9]);

    [Fact]
    public async Task A_kabupaten_is_hashed_without_what_was_set_aside()
    {
        var contents = await ReleaseDigest.ComputeAsync([Bandung], [new SetAsideFamily { KodeKabupatenKota = "3273", Row = 1 }]);

        var content = Assert.Single(contents);
        Assert.Equal(2, content.Families);
        Assert.Equal(SHA256.HashData([1, 2, 4, 5, 6]), content.Digest.ToByteArray());
    }

    [Fact]
    public async Task The_release_is_hashed_over_code_count_and_digest_in_order_of_code()
    {
        var contents = await ReleaseDigest.ComputeAsync([Jayapura, Bandung], []);

        byte[] expected =
        [
            .. "3273"u8, 3, 0, 0, 0, 0, 0, 0, 0, .. SHA256.HashData([1, 2, 3, 4, 5, 6]),
            .. "9171"u8, 2, 0, 0, 0, 0, 0, 0, 0, .. SHA256.HashData([7, 8, 9]),
        ];
        Assert.Equal(SHA256.HashData(expected), ReleaseDigest.Of(contents).ToByteArray());
    }

    [Fact]
    public async Task A_manifest_that_holds_has_no_differences() =>
        Assert.Empty(await ManifestCheck.CompareAsync(await AnswerAsync(_ => { }), [Bandung, Jayapura]));

    [Fact]
    public async Task A_count_that_differs_is_told() =>
        Assert.Contains(
            "3273: the manifest counts 2 families, the upload 3.", await DifferencesAsync(manifest => manifest.Kabupaten[0].Families = 2));

    [Fact]
    public async Task A_content_that_differs_is_told() =>
        Assert.Contains(
            "9171: the content differs from the upload.",
            await DifferencesAsync(manifest => manifest.Kabupaten[1].Digest = ByteString.CopyFrom(SHA256.HashData([7]))));

    [Fact]
    public async Task A_kabupaten_that_is_missing_is_told() =>
        Assert.Contains(
            "9171: 2 families are missing from the manifest.", await DifferencesAsync(manifest => manifest.Kabupaten.RemoveAt(1)));

    [Fact]
    public async Task A_kabupaten_that_was_not_uploaded_is_told() =>
        Assert.Contains(
            "9999: stands in the manifest and was not uploaded.",
            await DifferencesAsync(manifest => manifest.Kabupaten.Add(new KabupatenContent { KodeKabupatenKota = "9999" })));

    [Fact]
    public async Task A_total_that_differs_is_told() =>
        Assert.Contains("The manifest counts 6 families in all, the upload 5.", await DifferencesAsync(manifest => manifest.Families = 6));

    [Fact]
    public async Task A_digest_of_the_release_that_differs_is_told() =>
        Assert.Contains(
            "The digest of the release is not that of its kabupaten.",
            await DifferencesAsync(manifest => manifest.Digest = ByteString.Empty));

    [Fact]
    public async Task What_is_not_listed_as_set_aside_cannot_be_checked()
    {
        var answer = await AnswerAsync(manifest => manifest.SetAside.Add(
            new SetAsideCount { Reason = SetAsideReason.NikInvalid, Families = 100_001 }));

        Assert.Contains("cannot be checked", Assert.Single(await ManifestCheck.CompareAsync(answer, [Bandung, Jayapura])));
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(Action<ReleaseManifest> change) =>
        await ManifestCheck.CompareAsync(await AnswerAsync(change), [Bandung, Jayapura]);

    private static async Task<SealReleaseResponse> AnswerAsync(Action<ReleaseManifest> change)
    {
        var contents = await ReleaseDigest.ComputeAsync([Bandung, Jayapura], []);
        var manifest = new ReleaseManifest { Families = 5, Kabupaten = { contents }, Digest = ReleaseDigest.Of(contents) };
        change(manifest);
        return new SealReleaseResponse { Manifest = manifest.ToByteString() };
    }

    private static KabupatenSource Source(string code, params byte[][] families) =>
        new(code, () => families.Select(family => (ReadOnlyMemory<byte>)family));
}
