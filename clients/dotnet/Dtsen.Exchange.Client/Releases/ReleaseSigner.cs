using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>BPS's key that signs releases: ECDSA P-256, apart from its client certificates.</summary>
public sealed class ReleaseSigner : IDisposable
{
    private readonly ECDsa _key;

    private ReleaseSigner(string keyId, ECDsa key)
    {
        KeyId = keyId;
        _key = key;
    }

    /// <summary>Id under which the exchange knows the public half.</summary>
    public string KeyId { get; }

    /// <summary>Reads a private key.</summary>
    /// <param name="keyId">Id under which the exchange knows the public half.</param>
    /// <param name="file">PKCS#8 PEM.</param>
    /// <exception cref="CryptographicException">The file holds no ECDSA P-256 key.</exception>
    public static ReleaseSigner FromPem(string keyId, string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == 256
                ? new ReleaseSigner(keyId, key)
                : throw new CryptographicException($"{file} holds no P-256 key.");
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CryptographicException($"{file} holds no private key that signs releases: ECDSA P-256, PKCS#8 PEM.", fault);
        }
    }

    /// <summary>Signs a manifest, to be done once it has been checked (<see cref="ManifestCheck"/>).</summary>
    /// <param name="manifest">Exactly the bytes that the exchange answered with.</param>
    public ReleaseSignature Sign(ReadOnlySpan<byte> manifest) => new()
    {
        KeyId = KeyId,
        Signature = ByteString.CopyFrom(
            _key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)),
    };

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
