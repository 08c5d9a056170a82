namespace Dtsen.Exchange.Register.Releases;

/// <summary>The public keys by which BPS signs releases (ECDSA P-256), by id.</summary>
public sealed class ReleaseKeys
{
    /// <summary>Reads every <c>&lt;key id&gt;.pem</c> (SubjectPublicKeyInfo) of a folder.</summary>
    /// <exception cref="InvalidDataException">A file is no such key; the message names it.</exception>
    public static ReleaseKeys Load(string folder) => throw new NotImplementedException();

    /// <summary>Whether a key is known and its signature (64 bytes, r and s, SHA-256) over the manifest holds.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature) => throw new NotImplementedException();
}
