using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>Verifies the signature of a list with the public key of its authority: ECDSA or RSA, SHA-256 and up.</summary>
internal static class CrlSignature
{
    public static bool Holds(
        ReadOnlySpan<byte> signed, ReadOnlyMemory<byte> algorithmIdentifier, byte[] signature, X509Certificate2 issuer)
    {
        var algorithm = new AsnReader(algorithmIdentifier, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
        var (hash, elliptic) = algorithm switch
        {
            "1.2.840.10045.4.3.2" => (HashAlgorithmName.SHA256, true),
            "1.2.840.10045.4.3.3" => (HashAlgorithmName.SHA384, true),
            "1.2.840.10045.4.3.4" => (HashAlgorithmName.SHA512, true),
            "1.2.840.113549.1.1.11" => (HashAlgorithmName.SHA256, false),
            "1.2.840.113549.1.1.12" => (HashAlgorithmName.SHA384, false),
            "1.2.840.113549.1.1.13" => (HashAlgorithmName.SHA512, false),
            _ => (default, false),
        };
        if (hash == default)
            return false;
        if (elliptic)
        {
            using var ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa?.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence) == true;
        }
        using var rsa = issuer.GetRSAPublicKey();
        return rsa?.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1) == true;
    }
}
