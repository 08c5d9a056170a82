using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The public keys by which BPS signs releases (ECDSA P-256), by id. Immutable.</summary>
public sealed class ReleaseKeys
{
    private const string Curve = "1.2.840.10045.3.1.7";
    private const int SignatureLength = 64;

    private readonly FrozenDictionary<string, byte[]> _keys;

    private ReleaseKeys(Dictionary<string, byte[]> keys) => _keys = keys.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Reads every <c>&lt;key id&gt;.pem</c> (SubjectPublicKeyInfo) of a folder; where there is no folder, there are no keys.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is no such key; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReleaseKeys Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var keys = new Dictionary<string, byte[]>();
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.pem") : [])
        {
            keys[Path.GetFileNameWithoutExtension(path)] = Read(path);
        }

        return new ReleaseKeys(keys);
    }

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Whether a key is known.</summary>
    public bool Contains(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Whether a key is known and its signature (64 bytes, r and s, SHA-256) over the manifest holds.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        if (signature.Length != SignatureLength || !_keys.TryGetValue(keyId, out var publicKey))
        {
            return false;
        }

        // A key of its own for each call: an ECDsa is not safe for several threads.
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.VerifyData(manifest, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path, Encoding.ASCII);
            var pem = PemEncoding.Find(text);
            var bytes = Convert.FromBase64String(text[pem.Base64Data]);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (text[pem.Label] == "PUBLIC KEY" && read == bytes.Length && key.ExportParameters(false).Curve.Oid.Value == Curve)
            {
                return bytes;
            }
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or CryptographicException)
        {
            // Said below: what the parser thinks of the bytes helps nobody.
        }

        throw new InvalidDataException($"{Path.GetFileName(path)}: is no public key of ECDSA P-256 (SubjectPublicKeyInfo in PEM).");
    }
}
