using System.Security.Cryptography;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Register.Tests.Files;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>A key of BPS, its public half in the folder <c>keys</c>.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SigningKey(TemporaryFolder folder, string id)
    {
        Id = id;
        Directory.CreateDirectory(folder.File("keys"));
        File.WriteAllText(Path.Combine(folder.File("keys"), id + ".pem"), _key.ExportSubjectPublicKeyInfoPem());
        Keys = ReleaseKeys.Load(folder.File("keys"));
    }

    public string Id { get; }

    /// <summary>All keys that the folder held when this one was made.</summary>
    public ReleaseKeys Keys { get; }

    public byte[] Sign(ReadOnlyMemory<byte> manifest) =>
        _key.SignData(manifest.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _key.Dispose();
}
