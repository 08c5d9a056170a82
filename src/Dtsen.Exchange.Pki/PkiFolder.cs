namespace Dtsen.Exchange.Pki;

/// <summary>Where each file of a PKI folder lies. Says nothing about whether it exists.</summary>
/// <param name="Root">The folder.</param>
public sealed record PkiFolder(string Root)
{
    /// <summary>Certificate of the CA, PEM: the root that servers and clients trust.</summary>
    public string CaCertificate => Path.Combine(Root, "ca.pem");

    /// <summary>Private key of the CA, PKCS#8 PEM, readable by its owner only.</summary>
    public string CaKey => Path.Combine(Root, "ca.key");

    /// <summary>The latest certificate revocation list, DER.</summary>
    public string RevocationList => Path.Combine(Root, "crl.der");

    /// <summary>The index of every certificate issued, CSV.</summary>
    public string Index => Path.Combine(Root, "issued.csv");

    /// <summary>Held open while the CA writes, so that two processes do not issue at once.</summary>
    public string Lock => Path.Combine(Root, "ca.lock");

    /// <summary>The server's certificate, PEM.</summary>
    public string ServerCertificate => Path.Combine(Root, "server.pem");

    /// <summary>The server's private key, PKCS#8 PEM.</summary>
    public string ServerKey => Path.Combine(Root, "server.key");

    /// <summary>Newest certificate of an application, PEM.</summary>
    /// <param name="applicationId">A well-formed application id.</param>
    public string ApplicationCertificate(string applicationId) =>
        Path.Combine(Root, "applications", Checked(applicationId), "cert.pem");

    /// <summary>Private key of an application's newest certificate, PKCS#8 PEM.</summary>
    /// <param name="applicationId">A well-formed application id.</param>
    public string ApplicationKey(string applicationId) =>
        Path.Combine(Root, "applications", Checked(applicationId), "key.pem");

    /// <summary>Folder of the keys that sign releases; the exchange has their public halves alone.</summary>
    public string ReleaseKeys => Path.Combine(Root, "release-keys");

    /// <summary>Public half of a key that signs releases, SubjectPublicKeyInfo PEM.</summary>
    /// <param name="id">Id of the key, formed as an application id is.</param>
    public string ReleasePublicKey(string id) => Path.Combine(ReleaseKeys, Checked(id) + ".pem");

    /// <summary>Private half of a key that signs releases, PKCS#8 PEM.</summary>
    /// <param name="id">Id of the key, formed as an application id is.</param>
    public string ReleaseKey(string id) => Path.Combine(ReleaseKeys, Checked(id) + ".key");

    // An id becomes part of a path: the well-formed ones cannot leave the folder.
    private static string Checked(string id) =>
        Pki.ApplicationCertificate.IsWellFormedId(id)
            ? id
            : throw new ArgumentException("An id has lower-case letters, digits, hyphens and single dots only.", nameof(id));
}
