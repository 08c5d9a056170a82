using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Pki.Tests;

public class ApplicationCertificateTests
{
    public static TheoryData<string[], string?> Names => new()
    {
        { ["urn:dtsen:application:bpjs-kesehatan.pbi-jk"], "bpjs-kesehatan.pbi-jk" },
        { ["https://bps.example.invalid", "urn:dtsen:application:bps.upload"], "bps.upload" },
        { ["urn:dtsen:application:pemda-3273.siks"], "pemda-3273.siks" },
        { [], null },
        { ["https://bps.example.invalid"], null },
        { ["urn:dtsen:application:a.b", "urn:dtsen:application:a.c"], null },
        { ["urn:dtsen:application:a.b", "urn:dtsen:application:a.b"], null },
        { ["urn:dtsen:application:"], null },
        { ["urn:dtsen:application:A.b"], null },
        { ["urn:dtsen:application:a..b"], null },
        { ["urn:dtsen:application:../b"], null },
        { ["urn:dtsen:application:a/b"], null },
        { ["urn:dtsen:application:a.b "], null },
        { ["urn:dtsen:application:-a"], null },
        { ["urn:dtsen:application:a-"], null },
        { ["urn:dtsen:application:a-.b"], null },
        { ["URN:DTSEN:APPLICATION:a.b"], null },
        { ["urn:dtsen:agency:a"], null },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_one_application_uri_is_the_id(string[] uris, string? expected)
    {
        using var certificate = SelfSigned(Certificates.Uris(uris));

        Assert.Equal(expected is not null, ApplicationCertificate.TryReadId(certificate, out var id));
        Assert.Equal(expected, id);
    }

    [Fact]
    public void No_names_at_all_are_no_application()
    {
        using var certificate = SelfSigned();
        Assert.False(ApplicationCertificate.TryReadId(certificate, out _));
    }

    [Fact]
    public void Names_in_two_extensions_are_no_application()
    {
        // The platform's request refuses two of a kind, so the second is put into the encoded certificate's place of
        // another extension of the same length.
        using var certificate = SelfSigned(Certificates.Uris("urn:dtsen:application:a.b"), new X509Extension("2.5.29.18", Certificates.Uris("urn:dtsen:application:a.b").RawData, false));
        var raw = certificate.RawData.ToArray();
        var at = raw.AsSpan().IndexOf("\u0006\u0003\u0055\u001D\u0012"u8);
        raw[at + 4] = 0x11;
        using var changed = X509CertificateLoader.LoadCertificate(raw);

        Assert.True(ApplicationCertificate.TryReadId(certificate, out _));
        Assert.False(ApplicationCertificate.TryReadId(changed, out _));
    }

    [Fact]
    public void Any_bytes_in_place_of_the_names_are_read_or_refused_without_an_exception()
    {
        var valid = Certificates.Uris("urn:dtsen:application:a.b").RawData;
        for (var i = 0; i < valid.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var raw = valid.ToArray();
                raw[i] ^= (byte)(1 << bit);
                using var certificate = SelfSigned(Certificates.Raw(raw));
                if (ApplicationCertificate.TryReadId(certificate, out var id))
                    Assert.True(ApplicationCertificate.IsWellFormedId(id));
            }
        }
    }

    [Fact]
    public void Bytes_after_the_names_are_refused()
    {
        using var certificate = SelfSigned(Certificates.Raw([.. Certificates.Uris("urn:dtsen:application:a.b").RawData, 0x05, 0x00]));
        Assert.False(ApplicationCertificate.TryReadId(certificate, out _));
    }

    [Fact]
    public void An_id_has_at_most_a_hundred_characters()
    {
        Assert.True(ApplicationCertificate.IsWellFormedId(new string('a', 100)));
        Assert.False(ApplicationCertificate.IsWellFormedId(new string('a', 101)));
    }

    private static X509Certificate2 SelfSigned(params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }
}
