using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>
/// A certificate authority in a folder, for development, the sandbox and a pilot. In production the authority is the
/// state's own, and this class stays unused; what checks certificates is the same. Several processes may open the
/// same folder: what writes takes a lock.
/// </summary>
public sealed partial class DevelopmentCa : IDisposable
{
    /// <summary>How long a revocation list is current after it is signed.</summary>
    public static readonly TimeSpan RevocationListLifetime = TimeSpan.FromDays(30);

    private static readonly TimeSpan CaLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(397);

    // Clocks differ: what is issued now is valid for a machine that is a little behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;

    private DevelopmentCa(PkiFolder folder, TimeProvider time)
    {
        Folder = folder;
        _time = time;
        Certificate = X509Certificate2.CreateFromPemFile(folder.CaCertificate, folder.CaKey);
    }

    /// <summary>Where its files lie.</summary>
    public PkiFolder Folder { get; }

    /// <summary>The authority's own certificate, with its private key. Disposed of with this object.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a new authority, and a list that revokes nothing yet.</summary>
    /// <param name="folder">A folder without an authority; it is made where it does not exist.</param>
    /// <param name="time">The clock; the machine's by default.</param>
    /// <exception cref="IOException">The folder holds an authority already.</exception>
    public static DevelopmentCa Init(string folder, TimeProvider? time = null)
    {
        var paths = new PkiFolder(folder);
        var clock = time ?? TimeProvider.System;
        Directory.CreateDirectory(folder);
        using (Locked(paths))
        {
            if (File.Exists(paths.CaCertificate))
                throw new IOException($"{paths.CaCertificate} exists: an authority is never overwritten. Choose another folder.");
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = CertificateTemplate.SelfSigned(key, clock.GetUtcNow() - Backdating, CaLifetime);
            SafeFile.WriteText(paths.CaKey, key.ExportPkcs8PrivateKeyPem(), secret: true);
            IssuedIndex.Write(paths.Index, []);
            SafeFile.WriteText(paths.CaCertificate, certificate.ExportCertificatePem());
        }
        var ca = new DevelopmentCa(paths, clock);
        ca.RenewRevocationList();
        return ca;
    }

    /// <summary>Opens an authority that <see cref="Init"/> made.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="time">The clock; the machine's by default.</param>
    /// <exception cref="FileNotFoundException">The folder holds no authority.</exception>
    public static DevelopmentCa Open(string folder, TimeProvider? time = null)
    {
        var paths = new PkiFolder(folder);
        if (!File.Exists(paths.CaCertificate) || !File.Exists(paths.CaKey))
            throw new FileNotFoundException($"{folder} holds no authority (ca.pem and ca.key): make one first.");
        return new DevelopmentCa(paths, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Issues a client certificate with a new key, as the application's newest files. Those issued before stay valid,
    /// so that an application can change over in its own time.
    /// </summary>
    /// <param name="applicationId">The application's id.</param>
    /// <param name="lifetime">How long it is valid; never longer than the authority's own certificate.</param>
    /// <returns>The certificate with its private key, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The id is not well formed.</exception>
    public X509Certificate2 IssueApplication(string applicationId, TimeSpan lifetime)
    {
        var path = Folder.ApplicationCertificate(applicationId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Issue(
            SubjectKind.Application, applicationId, lifetime, path, Folder.ApplicationKey(applicationId),
            key => CertificateTemplate.Application(key, applicationId));
    }

    /// <summary>Issues the server's certificate with a new key, valid for 397 days.</summary>
    /// <param name="hostNames">DNS names, one at least.</param>
    /// <param name="addresses">IP addresses by which it is reached without a name.</param>
    /// <returns>The certificate with its private key, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">There is no host name, or one is not a DNS name.</exception>
    public X509Certificate2 IssueServer(IReadOnlyList<string> hostNames, params IReadOnlyList<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(hostNames);
        ArgumentNullException.ThrowIfNull(addresses);
        if (hostNames.Count == 0 || hostNames.Any(name => Uri.CheckHostName(name) != UriHostNameType.Dns))
            throw new ArgumentException("A server needs one DNS name at least, and only DNS names here.", nameof(hostNames));
        return Issue(
            SubjectKind.Server, hostNames[0], ServerLifetime, Folder.ServerCertificate, Folder.ServerKey,
            key => CertificateTemplate.Server(key, hostNames, addresses));
    }

    /// <summary>Every certificate issued, oldest first.</summary>
    public IReadOnlyList<IssuedCertificate> List() => IssuedIndex.Read(Folder.Index);

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private X509Certificate2 Issue(
        SubjectKind kind, string subject, TimeSpan lifetime, string certificatePath, string keyPath,
        Func<ECDsa, CertificateRequest> template)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        using var locked = Locked(Folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var notBefore = _time.GetUtcNow() - Backdating;
        var notAfter = _time.GetUtcNow() + lifetime;
        var end = new DateTimeOffset(Certificate.NotAfter);
        var serial = CertificateTemplate.NewSerial();
        var request = template(key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        using var certificate = request.Create(Certificate, notBefore, notAfter < end ? notAfter : end, serial);

        // The index first: a certificate that is in no index could not be revoked.
        var row = new IssuedCertificate(
            Convert.ToHexString(serial), kind, subject, new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            new DateTimeOffset(certificate.NotAfter).ToUniversalTime(), null);
        IssuedIndex.Write(Folder.Index, [.. List(), row]);
        SafeFile.WriteText(keyPath, key.ExportPkcs8PrivateKeyPem(), secret: true);
        SafeFile.WriteText(certificatePath, certificate.ExportCertificatePem());
        return certificate.CopyWithPrivateKey(key);
    }

    private static FileStream Locked(PkiFolder folder)
    {
        const int Tries = 200;
        for (var i = 1; ; i++)
        {
            try
            {
                return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (i < Tries && Directory.Exists(folder.Root))
            {
                Thread.Sleep(25);
            }
        }
    }
}
