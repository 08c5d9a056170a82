using System.Security.Cryptography;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class ReleaseKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_holds_no_keys()
    {
        var keys = ReleaseKeys.Load(_folder.File("nowhere"));
        Assert.False(keys.Verify("bps", [1], new byte[64]));
    }

    [Fact]
    public void A_signature_holds_for_its_own_key_and_bytes_alone()
    {
        using var one = new SigningKey(_folder, "bps-1");
        using var two = new SigningKey(_folder, "bps-2");
        byte[] manifest = [1, 2, 3];
        var signature = one.Sign(manifest);
        Assert.True(two.Keys.Verify("bps-1", manifest, signature));
        Assert.False(two.Keys.Verify("bps-2", manifest, signature));
        Assert.False(two.Keys.Verify("bps-3", manifest, signature));
        Assert.False(one.Keys.Verify("bps-2", manifest, two.Sign(manifest)));
        Assert.False(two.Keys.Verify("bps-1", [1, 2, 4], signature));
        Assert.False(two.Keys.Verify("bps-1", manifest, signature.AsSpan(1)));
        Assert.False(two.Keys.Verify("bps-1", manifest, [.. signature, 0]));
        for (var i = 0; i < signature.Length; i++)
        {
            signature[i] ^= 0x10;
            Assert.False(two.Keys.Verify("bps-1", manifest, signature));
            signature[i] ^= 0x10;
        }
    }

    [Fact]
    public void A_signature_in_the_DER_form_is_not_taken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("bps.pem"), key.ExportSubjectPublicKeyInfoPem());
        var signature = key.SignData([1], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.False(ReleaseKeys.Load(_folder.FullPath).Verify("bps", [1], signature));
    }

    [Fact]
    public void Many_threads_verify_at_once()
    {
        using var key = new SigningKey(_folder, "bps");
        var signature = key.Sign(new byte[] { 7 });
        Parallel.For(0, 200, _ => Assert.True(key.Keys.Verify("bps", [7], signature)));
    }

    [Fact]
    public void A_file_that_is_no_public_key_of_P256_is_named()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        string[] others =
        [
            "", "no key", p256.ExportPkcs8PrivateKeyPem(), p256.ExportECPrivateKeyPem(), p384.ExportSubjectPublicKeyInfoPem(),
            rsa.ExportSubjectPublicKeyInfoPem(), PemEncoding.WriteString("PUBLIC KEY", [1, 2, 3]),
            PemEncoding.WriteString("PUBLIC KEY", [.. p256.ExportSubjectPublicKeyInfo(), 0]),
            PemEncoding.WriteString("CERTIFICATE", p256.ExportSubjectPublicKeyInfo()),
        ];
        File.WriteAllText(_folder.File("good.pem"), p256.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(_folder.File("bps.key"), p256.ExportPkcs8PrivateKeyPem());
        Assert.NotNull(ReleaseKeys.Load(_folder.FullPath));
        foreach (var other in others)
        {
            File.WriteAllText(_folder.File("bad.pem"), other);
            var refused = Assert.Throws<InvalidDataException>(() => ReleaseKeys.Load(_folder.FullPath));
            Assert.StartsWith("bad.pem", refused.Message, StringComparison.Ordinal);
        }
    }
}
