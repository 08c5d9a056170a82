using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki;

/// <summary>
/// The application for which a certificate stands: exactly one URI <c>urn:dtsen:application:&lt;id&gt;</c> among its
/// subject alternative names. The subject's name is for people and never read.
/// </summary>
public static class ApplicationCertificate
{
    /// <summary>What an application's URI begins with, in exactly these letters.</summary>
    public const string UriPrefix = "urn:dtsen:application:";

    private const string SubjectAlternativeNameOid = "2.5.29.17";
    private const int MaxIdLength = 100;
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads the application's id.</summary>
    /// <param name="certificate">Any certificate; nothing is checked but its names.</param>
    /// <param name="id">The id, where there is exactly one and it is well formed.</param>
    /// <returns>False where there is none, more than one, or one that is malformed.</returns>
    public static bool TryReadId(X509Certificate2 certificate, [NotNullWhen(true)] out string? id)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        id = null;
        X509Extension? names = null;
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != SubjectAlternativeNameOid)
                continue;
            if (names is not null)
                return false;
            names = extension;
        }
        if (names is null || !TryReadOnlyUri(names.RawData, out var found) || !IsWellFormedId(found))
            return false;
        id = found;
        return true;
    }

    /// <summary>
    /// Whether <paramref name="id"/> has the form of an application's id: labels of lower-case letters, digits and
    /// inner hyphens, joined by single dots, at most 100 characters.
    /// </summary>
    public static bool IsWellFormedId([NotNullWhen(true)] string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MaxIdLength)
            return false;
        var previous = '.';
        foreach (var c in id)
        {
            var letter = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
            if (!letter && c is not ('.' or '-'))
                return false;
            if ((c == '.' && previous is '.' or '-') || (c == '-' && previous == '.'))
                return false;
            previous = c;
        }
        return previous is not ('.' or '-');
    }

    private static bool TryReadOnlyUri(byte[] extension, [NotNullWhen(true)] out string? id)
    {
        id = null;
        try
        {
            var reader = new AsnReader(extension, AsnEncodingRules.DER);
            var names = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            while (names.HasData)
            {
                if (!names.PeekTag().HasSameClassAndValue(Uri))
                {
                    names.ReadEncodedValue();
                    continue;
                }
                var uri = names.ReadCharacterString(UniversalTagNumber.IA5String, Uri);
                if (!uri.StartsWith(UriPrefix, StringComparison.Ordinal))
                    continue;
                if (id is not null)
                    return false;
                id = uri[UriPrefix.Length..];
            }
            return id is not null;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
