using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Pki.Tests;

public sealed class CertificateTrustTests : IDisposable
{
    private static readonly X509Extension AnApplication = Certificates.Uris("urn:dtsen:application:a.b");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DevelopmentCa _ca;
    private readonly CertificateTrust _trust;

    public CertificateTrustTests()
    {
        _ca = DevelopmentCa.Init(_folder.Inner("ca"), _time);
        _trust = new CertificateTrust([_ca.Certificate], _time);
    }

    [Fact]
    public void An_application_of_the_authority_is_trusted()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));

        Assert.Equal(CertificateVerdict.Trusted, Check(certificate, out var id));
        Assert.Equal("bps.upload", id);
    }

    [Fact]
    public void Time_decides_to_the_second()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        var start = _time.GetUtcNow();

        _time.SetUtcNow(start.AddDays(30));
        Assert.Equal(CertificateVerdict.Trusted, Check(certificate, out _));
        Assert.Equal(CertificateVerdict.Trusted, _trust.CheckAgain(certificate, RevocationList.Empty));
        _time.SetUtcNow(start.AddDays(30).AddSeconds(1));
        Assert.Equal(CertificateVerdict.Expired, Check(certificate, out _));
        Assert.Equal(CertificateVerdict.Expired, _trust.CheckAgain(certificate, RevocationList.Empty));
    }

    [Fact]
    public void A_certificate_of_the_future_is_not_yet_valid()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        var before = new CertificateTrust([_ca.Certificate], new FakeTimeProvider(_time.GetUtcNow().AddMinutes(-6)));

        Assert.Equal(CertificateVerdict.NotYetValid, before.Check(certificate, RevocationList.Empty, out _));
        Assert.Equal(CertificateVerdict.NotYetValid, before.CheckAgain(certificate, RevocationList.Empty));
    }

    [Fact]
    public void Another_authority_is_unknown_even_under_the_same_name()
    {
        using var other = DevelopmentCa.Init(_folder.Inner("other"), _time);
        using var certificate = other.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        Assert.Equal(CertificateVerdict.UnknownAuthority, Check(certificate, out var id));
        Assert.Null(id);

        using var key = System.Security.Cryptography.ECDsa.Create();
        var namesake = new CertificateRequest(_ca.Certificate.SubjectName, key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        namesake.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var impostor = namesake.CreateSelfSigned(_time.GetUtcNow().AddHours(-1), _time.GetUtcNow().AddYears(1));
        using var forged = Certificates.Issue(impostor, _time.GetUtcNow(), Certificates.ClientUsage, AnApplication);
        Assert.Equal(CertificateVerdict.UnknownAuthority, Check(forged, out _));
    }

    [Fact]
    public void A_self_signed_certificate_is_of_an_unknown_authority()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=a.b", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AnApplication);
        using var certificate = request.CreateSelfSigned(_time.GetUtcNow().AddHours(-1), _time.GetUtcNow().AddYears(1));

        Assert.Equal(CertificateVerdict.UnknownAuthority, Check(certificate, out _));
    }

    [Theory]
    [InlineData(Certificates.ClientUsage, true, CertificateVerdict.Trusted)]
    [InlineData(Certificates.ServerUsage, true, CertificateVerdict.WrongUsage)]
    [InlineData(null, true, CertificateVerdict.WrongUsage)]
    [InlineData(Certificates.ServerUsage, false, CertificateVerdict.WrongUsage)]
    [InlineData(Certificates.ClientUsage, false, CertificateVerdict.NoApplicationId)]
    public void Usage_and_application_are_needed(string? usage, bool named, CertificateVerdict expected)
    {
        using var certificate = Certificates.Issue(_ca.Certificate, _time.GetUtcNow(), usage, named ? AnApplication : null);
        Assert.Equal(expected, Check(certificate, out _));
    }

    [Fact]
    public void An_authority_is_no_client()
    {
        using var certificate = Certificates.Issue(_ca.Certificate, _time.GetUtcNow(), Certificates.ClientUsage, AnApplication, authority: true);
        Assert.NotEqual(CertificateVerdict.Trusted, Check(certificate, out _));
        Assert.NotEqual(CertificateVerdict.Trusted, Check(_ca.Certificate, out _));
    }

    [Fact]
    public void A_server_cannot_call_as_an_application()
    {
        using var certificate = _ca.IssueServer(["localhost"]);
        Assert.Equal(CertificateVerdict.WrongUsage, Check(certificate, out _));
    }

    [Fact]
    public void A_revoked_certificate_is_refused_and_its_successor_is_not()
    {
        using var old = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        using var renewed = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        Assert.Equal(CertificateVerdict.Trusted, Check(old, out _));
        _ca.Revoke(old.SerialNumber);
        var revocations = _ca.ReadRevocationList();

        Assert.Equal(CertificateVerdict.Revoked, _trust.Check(old, revocations, out var id));
        Assert.Null(id);
        Assert.Equal(CertificateVerdict.Revoked, _trust.CheckAgain(old, revocations));
        Assert.Equal(CertificateVerdict.Trusted, _trust.Check(renewed, revocations, out _));
        Assert.Equal(CertificateVerdict.Trusted, _trust.CheckAgain(renewed, revocations));
    }

    [Fact]
    public void The_same_serial_of_another_authority_is_not_revoked()
    {
        using var other = DevelopmentCa.Init(_folder.Inner("other"), _time);
        using var mine = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        using var theirs = Certificates.Issue(
            other.Certificate, _time.GetUtcNow(), Certificates.ClientUsage, AnApplication, mine.SerialNumberBytes.ToArray());
        _ca.Revoke(mine.SerialNumber);
        var both = new CertificateTrust([_ca.Certificate, other.Certificate], _time);

        Assert.Equal(CertificateVerdict.Revoked, both.Check(mine, _ca.ReadRevocationList(), out _));
        Assert.Equal(CertificateVerdict.Trusted, both.Check(theirs, _ca.ReadRevocationList(), out _));
    }

    [Fact]
    public void An_expired_authority_takes_its_certificates_along()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(36_500));
        _time.Advance(TimeSpan.FromDays(3651));

        Assert.Equal(CertificateVerdict.Expired, Check(certificate, out _));
    }

    [Fact]
    public void Trust_without_an_authority_cannot_be_built()
    {
        using var leaf = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        Assert.Throws<ArgumentException>(() => new CertificateTrust([], _time));
        Assert.Throws<ArgumentException>(() => new CertificateTrust([leaf], _time));
    }

    public void Dispose()
    {
        _ca.Dispose();
        _folder.Dispose();
    }

    private CertificateVerdict Check(X509Certificate2 certificate, out string? id) =>
        _trust.Check(certificate, RevocationList.Empty, out id);
}
