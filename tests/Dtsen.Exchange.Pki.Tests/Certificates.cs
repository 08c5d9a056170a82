using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki.Tests;

/// <summary>Certificates that the development CA would never issue.</summary>
internal static class Certificates
{
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    public static X509Certificate2 Issue(
        X509Certificate2 issuer, DateTimeOffset now, string? usage, X509Extension? names, byte[]? serial = null, bool authority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
            request.CertificateExtensions.Add(names);
        using var rsa = issuer.GetRSAPrivateKey();
        using var ecdsa = issuer.GetECDsaPrivateKey();
        var signer = rsa is null
            ? X509SignatureGenerator.CreateForECDsa(ecdsa!)
            : X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1);
        using var bare = request.Create(issuer.SubjectName, signer, now.AddMinutes(-1), now.AddDays(1), serial ?? [0x41, 1, 2, 3]);
        return bare.CopyWithPrivateKey(key);
    }

    public static X509Extension Uris(params string[] uris)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, "example.invalid", new Asn1Tag(TagClass.ContextSpecific, 2));
            foreach (var uri in uris)
                writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
        }
        return Raw(writer.Encode());
    }

    public static X509Extension Raw(byte[] value) => new("2.5.29.17", value, false);
}
