using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>What stands in the certificates of the development CA. ECDSA P-256 and SHA-256 throughout.</summary>
internal static class CertificateTemplate
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset notBefore, TimeSpan lifetime)
    {
        // The number tells two authorities apart whose names would otherwise be equal, as their lists are told by name.
        var name = new X500DistinguishedName($"CN=Dtsen.Exchange development CA {Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}");
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(notBefore, notBefore + lifetime);
    }

    public static CertificateRequest Application(ECDsa key, string applicationId)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(ApplicationCertificate.UriPrefix + applicationId));
        return Leaf(key, applicationId, ClientAuthentication, names);
    }

    public static CertificateRequest Server(ECDsa key, IEnumerable<string> hostNames, IEnumerable<IPAddress> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in hostNames)
            names.AddDnsName(name);
        foreach (var address in addresses)
            names.AddIpAddress(address);
        return Leaf(key, hostNames.First(), ServerAuthentication, names);
    }

    /// <summary>16 random bytes, positive and without a leading zero, so that they are written one way only.</summary>
    public static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static CertificateRequest Leaf(ECDsa key, string commonName, Oid usage, SubjectAlternativeNameBuilder names)
    {
        var name = new X500DistinguishedNameBuilder();
        // RFC 5280 holds a common name to 64 characters; the id that counts stands in the alternative names.
        name.AddCommonName(commonName.Length <= 64 ? commonName : commonName[..64]);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
