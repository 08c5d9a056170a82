using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The public keys by which BPS signs releases (ECDSA P-256), by id.</summary>
public sealed class ReleaseKeys
{
    private const int SignatureLength = 64;

    // As SubjectPublicKeyInfo: an ECDsa of its own for each use, since one object does not serve several threads.
    private readonly FrozenDictionary<string, byte[]> _keys;

    private ReleaseKeys(Dictionary<string, byte[]> keys) => _keys = keys.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads every <c>&lt;key id&gt;.pem</c> (SubjectPublicKeyInfo) of a folder; none where there is no folder.</summary>
    /// <exception cref="InvalidDataException">A file is no such key; the message names it.</exception>
    public static ReleaseKeys Load(string folder)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pem") : [])
        {
            keys.Add(Path.GetFileNameWithoutExtension(path), Read(path));
        }

        return new ReleaseKeys(keys);
    }

    /// <summary>Whether a key is known and its signature (64 bytes, r and s, SHA-256) over the manifest holds.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength || !_keys.TryGetValue(keyId, out var publicKey))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.VerifyData(manifest, signature, HashAlgorithmName.SHA256);
    }

    private static byte[] Read(string path)
    {
        var name = Path.GetFileName(path);
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{name} holds no public key of ECDSA (PEM, SubjectPublicKeyInfo).", fault);
        }

        return key.KeySize == 256
            ? key.ExportSubjectPublicKeyInfo()
            : throw new InvalidDataException($"{name} holds a key of {key.KeySize} bits: releases are signed with ECDSA P-256.");
    }
}
