using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>
/// Decides whether a client's certificate is trusted. Asks no network and no store of the machine: only the roots
/// given, the list of revocations given, and the clock given. Safe for concurrent use.
/// </summary>
public sealed class CertificateTrust
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _roots;
    private readonly TimeProvider _time;

    /// <summary>Trusts what these authorities have issued.</summary>
    /// <param name="roots">Self-signed certificates of authorities, one at least. They are not disposed of here.</param>
    /// <param name="time">The clock for validity.</param>
    /// <exception cref="ArgumentException">There is no root, or one is not the certificate of an authority.</exception>
    public CertificateTrust(IEnumerable<X509Certificate2> roots, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentNullException.ThrowIfNull(time);
        _roots = [.. roots];
        _time = time;
        if (_roots.Count == 0)
            throw new ArgumentException("At least one root is needed: without one, nobody could be trusted.", nameof(roots));
        if (!_roots.All(IsAuthority))
            throw new ArgumentException("A root must be the certificate of an authority (CA:TRUE).", nameof(roots));
    }

    /// <summary>
    /// The whole check, for a new connection: chain, time, revocation, usage, application. Builds a chain, so it costs
    /// some hundred microseconds.
    /// </summary>
    /// <param name="certificate">What the client presented.</param>
    /// <param name="revocations">The list in force.</param>
    /// <param name="applicationId">The application, where the verdict is <see cref="CertificateVerdict.Trusted"/>.</param>
    /// <param name="intermediates">Certificates that the client sent beside it, if any.</param>
    public CertificateVerdict Check(
        X509Certificate2 certificate,
        RevocationList revocations,
        out string? applicationId,
        X509Certificate2Collection? intermediates = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(revocations);
        applicationId = null;
        var verdict = CheckChain(certificate, intermediates);
        if (verdict != CertificateVerdict.Trusted)
            return verdict;
        if (revocations.IsRevoked(certificate))
            return CertificateVerdict.Revoked;
        if (!IsForClients(certificate))
            return CertificateVerdict.WrongUsage;
        return ApplicationCertificate.TryReadId(certificate, out applicationId)
            ? CertificateVerdict.Trusted
            : CertificateVerdict.NoApplicationId;
    }

    /// <summary>
    /// What can change while a connection is open: time and revocation. Cheap enough for every call; only for a
    /// certificate that <see cref="Check"/> trusted when the connection was made.
    /// </summary>
    /// <param name="certificate">The connection's certificate.</param>
    /// <param name="revocations">The list in force.</param>
    public CertificateVerdict CheckAgain(X509Certificate2 certificate, RevocationList revocations)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(revocations);
        var time = CheckTime(certificate, _time.GetUtcNow().UtcDateTime);
        if (time != CertificateVerdict.Trusted)
            return time;
        return revocations.IsRevoked(certificate) ? CertificateVerdict.Revoked : CertificateVerdict.Trusted;
    }

    private CertificateVerdict CheckChain(X509Certificate2 certificate, X509Certificate2Collection? intermediates)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now;
        policy.VerificationTimeIgnored = false;
        // Time is compared here, for every element: platforms differ on the last second and on what they report.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        if (intermediates is not null)
            policy.ExtraStore.AddRange(intermediates);

        if (!chain.Build(certificate))
            return CertificateVerdict.UnknownAuthority;
        foreach (var element in chain.ChainElements)
        {
            var verdict = CheckTime(element.Certificate, now);
            if (verdict != CertificateVerdict.Trusted)
                return verdict;
        }
        return CertificateVerdict.Trusted;
    }

    // X509Certificate2 gives its times in local time.
    private static CertificateVerdict CheckTime(X509Certificate2 certificate, DateTime now) =>
        now > certificate.NotAfter.ToUniversalTime() ? CertificateVerdict.Expired
        : now < certificate.NotBefore.ToUniversalTime() ? CertificateVerdict.NotYetValid
        : CertificateVerdict.Trusted;

    // A certificate that says nothing of its usage would pass a chain's application policy; here it must say it.
    private static bool IsForClients(X509Certificate2 certificate)
    {
        var client = false;
        foreach (var extension in certificate.Extensions)
        {
            switch (extension)
            {
                case X509EnhancedKeyUsageExtension usages:
                    client = usages.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>()
                        .Any(usage => usage.Value == ClientAuthentication);
                    break;
                case X509KeyUsageExtension usage when !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature):
                    return false;
                case X509BasicConstraintsExtension { CertificateAuthority: true }:
                    return false;
            }
        }
        return client;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority);
}
