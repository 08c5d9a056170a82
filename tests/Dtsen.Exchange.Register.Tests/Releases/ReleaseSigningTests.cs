using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class ReleaseSigningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Release => _folder.File("release");

    private string Upload => _folder.File("upload");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signature_that_does_not_hold_is_not_kept()
    {
        using var key = new SigningKey(_folder, "bps");
        using var stranger = new SigningKey(_folder, "stranger");
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        Assert.Throws<InvalidOperationException>(() => ReleaseFolder.TrySign(Release, "bps", new byte[64], key.Keys));
        var manifest = UploadSample.Check(_folder).Manifest;
        var other = manifest.ToArray();
        other[^1] ^= 1;
        Assert.False(ReleaseFolder.TrySign(Release, "bps", key.Sign(other), key.Keys));
        Assert.False(ReleaseFolder.TrySign(Release, "bps", stranger.Sign(manifest), key.Keys));
        Assert.False(ReleaseFolder.TrySign(Release, "stranger", stranger.Sign(manifest), key.Keys));
        Assert.False(ReleaseFolder.TrySign(Release, "bps", [], key.Keys));
        Assert.False(File.Exists(Path.Combine(Release, "signature")));
        Assert.True(ReleaseFolder.TrySign(Release, "bps", key.Sign(manifest), key.Keys));
    }

    [Fact]
    public void Signing_again_changes_nothing_and_a_signed_release_is_not_checked_again()
    {
        using var key = new SigningKey(_folder, "bps");
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        var manifest = UploadSample.Check(_folder).Manifest;
        Assert.True(ReleaseFolder.TrySign(Release, "bps", key.Sign(manifest), key.Keys));
        var kept = File.ReadAllBytes(Path.Combine(Release, "signature"));
        Assert.True(ReleaseFolder.TrySign(Release, "bps", key.Sign(manifest), key.Keys));
        Assert.False(ReleaseFolder.TrySign(Release, "bps", new byte[64], key.Keys));
        Assert.Throws<InvalidOperationException>(() => UploadSample.Check(_folder));
        Assert.Equal(kept, File.ReadAllBytes(Path.Combine(Release, "signature")));
        using var release = SealedRelease.Open(Release, key.Keys);
        Assert.Equal(manifest.ToArray(), Google.Protobuf.MessageExtensions.ToByteArray(release.Manifest));
    }

    [Fact]
    public void A_signature_by_a_key_that_was_withdrawn_is_replaced()
    {
        using var old = new SigningKey(_folder, "old");
        UploadSample.Send(Upload, UploadSample.Nation(1, 5, 0), 10);
        var manifest = UploadSample.Check(_folder).Manifest;
        Assert.True(ReleaseFolder.TrySign(Release, "old", old.Sign(manifest), old.Keys));
        File.Delete(Path.Combine(_folder.File("keys"), "old.pem"));
        using var key = new SigningKey(_folder, "new");
        Assert.Throws<RegisterFileException>(() => SealedRelease.Open(Release, key.Keys));
        Assert.True(ReleaseFolder.TrySign(Release, "new", key.Sign(manifest), key.Keys));
        SealedRelease.Open(Release, key.Keys).Dispose();
    }
}
