using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>Reads a CertificateList of RFC 5280, section 5.1, and verifies its signature.</summary>
internal static class RevocationListReader
{
    private const string PemLabel = "X509 CRL";
    private const string CrlNumber = "2.5.29.20";
    private const int VersionTwo = 1;

    public static RevocationListVerdict Read(ReadOnlySpan<byte> data, X509Certificate2 issuer, out RevocationList? list)
    {
        list = null;
        try
        {
            var der = data.StartsWith("-----BEGIN "u8) ? FromPem(data) : data.ToArray();
            if (der is null)
                return RevocationListVerdict.Malformed;
            return ReadDer(der, issuer, out list);
        }
        catch (Exception e) when (e is AsnContentException or OverflowException)
        {
            return RevocationListVerdict.Malformed;
        }
    }

    private static RevocationListVerdict ReadDer(byte[] der, X509Certificate2 issuer, out RevocationList? list)
    {
        list = null;
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var signed = sequence.ReadEncodedValue();
        var algorithm = sequence.ReadEncodedValue();
        var signature = sequence.ReadBitString(out var unusedBits);
        sequence.ThrowIfNotEmpty();

        var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        if (!body.TryReadInt32(out var version) || version != VersionTwo || unusedBits != 0)
            return RevocationListVerdict.Malformed;
        if (!body.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
            return RevocationListVerdict.Malformed;
        if (!body.ReadEncodedValue().Span.SequenceEqual(issuer.SubjectName.RawData))
            return RevocationListVerdict.WrongIssuer;
        if (!CrlSignature.Holds(signed.Span, algorithm, signature, issuer))
            return RevocationListVerdict.BadSignature;

        var thisUpdate = ReadTime(body);
        if (!body.HasData || !IsTime(body.PeekTag()))
            return RevocationListVerdict.Malformed;
        var nextUpdate = ReadTime(body);
        List<byte[]> serials = [];
        if (body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var entries = body.ReadSequence();
            while (entries.HasData)
            {
                var entry = entries.ReadSequence();
                serials.Add(entry.ReadIntegerBytes().ToArray());
                ReadTime(entry);
                // A critical extension of an entry may say that the certificate is another authority's.
                if (entry.HasData && !TryReadExtensions(entry.ReadSequence(), out _))
                    return RevocationListVerdict.Malformed;
                entry.ThrowIfNotEmpty();
            }
        }
        long number = 0;
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (body.HasData && !TryReadExtensions(body.ReadSequence(tag).ReadSequence(), out number))
            return RevocationListVerdict.Malformed;
        body.ThrowIfNotEmpty();
        list = new RevocationList(der, issuer.SubjectName.RawData, number, thisUpdate, nextUpdate, serials);
        return RevocationListVerdict.Accepted;
    }

    // A critical extension, such as the mark of a delta list, changes what the list means: one that is not known
    // here makes it unreadable.
    private static bool TryReadExtensions(AsnReader extensions, out long number)
    {
        number = 0;
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean())
                return false;
            var value = extension.ReadOctetString();
            if (oid == CrlNumber && !new AsnReader(value, AsnEncodingRules.DER).TryReadInt64(out number))
                return false;
        }
        return true;
    }

    private static bool IsTime(Asn1Tag tag) =>
        tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime()
            : reader.ReadGeneralizedTime();

    private static byte[]? FromPem(ReadOnlySpan<byte> pem)
    {
        var text = new char[pem.Length];
        for (var i = 0; i < pem.Length; i++)
            text[i] = (char)pem[i];
        if (!PemEncoding.TryFind(text, out var fields) || !text.AsSpan()[fields.Label].SequenceEqual(PemLabel))
            return null;
        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], der, out var written) && written == der.Length
            ? der
            : null;
    }
}
