using System.Security.Cryptography;

namespace Dtsen.Exchange.Pki;

public sealed partial class DevelopmentCa
{
    /// <summary>
    /// Makes a key with which BPS signs releases (ECDSA P-256). It is no certificate and has nothing to do with the
    /// authority's: who holds a client certificate can still not sign a release.
    /// </summary>
    /// <param name="id">Id of the key, formed as an application id is.</param>
    /// <returns>The private key, which the caller disposes of.</returns>
    /// <exception cref="IOException">A key of this id exists: what it signed could no longer be verified.</exception>
    public ECDsa IssueReleaseKey(string id)
    {
        var path = Folder.ReleaseKey(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var locked = Locked(Folder);
        if (File.Exists(path) || File.Exists(Folder.ReleasePublicKey(id)))
            throw new IOException($"A release key {id} exists: give the new one another id.");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SafeFile.WriteText(path, key.ExportPkcs8PrivateKeyPem(), secret: true);
        SafeFile.WriteText(Folder.ReleasePublicKey(id), key.ExportSubjectPublicKeyInfoPem());
        return key;
    }
}
