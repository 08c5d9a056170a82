using System.Security.Cryptography;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Client.Tests.Releases;

public sealed class ReleaseSignerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_public_half_of_the_key_holds_the_signature()
    {
        using var ca = DevelopmentCa.Init(_folder.Inner("pki"));
        ca.IssueReleaseKey("bps-1").Dispose();
        using var signer = ReleaseSigner.FromPem("bps-1", ca.Folder.ReleaseKey("bps-1"));
        byte[] manifest = [1, 2, 3];

        var signature = signer.Sign(manifest);

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(ca.Folder.ReleasePublicKey("bps-1")));
        Assert.Equal("bps-1", signature.KeyId);
        Assert.Equal(64, signature.Signature.Length);
        Assert.True(key.VerifyData(manifest, signature.Signature.Span, HashAlgorithmName.SHA256));
        Assert.False(key.VerifyData([1, 2, 4], signature.Signature.Span, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void A_file_without_a_key_is_named()
    {
        File.WriteAllText(_folder.Inner("no.key"), "no key");

        Assert.Contains(
            "no.key", Assert.Throws<CryptographicException>(() => ReleaseSigner.FromPem("bps-1", _folder.Inner("no.key"))).Message);
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(_folder.Inner("large.key"), key.ExportPkcs8PrivateKeyPem());

        Assert.Throws<CryptographicException>(() => ReleaseSigner.FromPem("bps-1", _folder.Inner("large.key")));
    }
}
