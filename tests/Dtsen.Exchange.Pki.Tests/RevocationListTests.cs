using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Pki.Tests;

public sealed class RevocationListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DevelopmentCa _ca;

    public RevocationListTests() => _ca = DevelopmentCa.Init(_folder.Inner("ca"), _time);

    [Fact]
    public void A_list_with_any_bit_changed_is_refused()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        _ca.Revoke("bps.upload");
        var raw = Raw();
        Assert.Equal(RevocationListVerdict.Accepted, Verdict(raw, _time.GetUtcNow()));

        for (var i = 0; i < raw.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = raw.ToArray();
                changed[i] ^= (byte)(1 << bit);
                Assert.NotEqual(RevocationListVerdict.Accepted, Verdict(changed, _time.GetUtcNow()));
            }
        }
    }

    [Fact]
    public void A_list_cut_short_or_with_bytes_after_it_is_refused()
    {
        var raw = Raw();
        for (var length = 0; length < raw.Length; length++)
            Assert.NotEqual(RevocationListVerdict.Accepted, Verdict(raw[..length], _time.GetUtcNow()));
        Assert.Equal(RevocationListVerdict.Malformed, Verdict([.. raw, 0], _time.GetUtcNow()));
    }

    [Fact]
    public void A_list_is_accepted_until_its_next_update()
    {
        var start = _time.GetUtcNow();
        Assert.Equal(RevocationListVerdict.Accepted, Verdict(Raw(), start + DevelopmentCa.RevocationListLifetime));
        Assert.Equal(RevocationListVerdict.Stale, Verdict(Raw(), start + DevelopmentCa.RevocationListLifetime + TimeSpan.FromSeconds(1)));
        Assert.Equal(RevocationListVerdict.NotYetValid, Verdict(Raw(), start.AddSeconds(-1)));
        Assert.Throws<InvalidDataException>(() => RevocationList.Read(Raw(), _ca.Certificate, start.AddYears(1)));
    }

    [Fact]
    public void A_list_of_another_authority_is_refused()
    {
        using var other = DevelopmentCa.Init(_folder.Inner("other"), _time);
        var raw = File.ReadAllBytes(other.Folder.RevocationList);
        Assert.Equal(RevocationListVerdict.WrongIssuer, Verdict(raw, _time.GetUtcNow()));
    }

    [Fact]
    public void A_list_signed_by_another_key_under_the_same_name_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var impostor = Namesake(key);
        var raw = new CertificateRevocationListBuilder().Build(
            impostor, BigInteger.One, _time.GetUtcNow().AddDays(1), HashAlgorithmName.SHA256, thisUpdate: _time.GetUtcNow());
        Assert.Equal(RevocationListVerdict.BadSignature, Verdict(raw, _time.GetUtcNow()));
    }

    [Fact]
    public void A_list_of_an_rsa_authority_is_read()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=RSA CA", key, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([0x00, 0xC1, 2], _time.GetUtcNow(), X509RevocationReason.KeyCompromise);
        var raw = builder.Build(
            authority, 7, _time.GetUtcNow().AddDays(1), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, _time.GetUtcNow());

        Assert.True(RevocationList.TryRead(raw, authority, _time.GetUtcNow(), out var list, out _));
        Assert.Equal(7, list.Number);
        using var revoked = Certificates.Issue(authority, _time.GetUtcNow(), null, null, [0xC1, 2]);
        using var spared = Certificates.Issue(authority, _time.GetUtcNow(), null, null, [0xC1, 3]);
        Assert.True(list.IsRevoked(revoked));
        Assert.False(list.IsRevoked(spared));
    }

    [Fact]
    public void Pem_and_der_are_the_same_list()
    {
        var pem = Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", Raw()));
        Assert.True(RevocationList.TryRead(pem, _ca.Certificate, _time.GetUtcNow(), out var list, out _));
        Assert.Equal(Raw(), list.RawData.ToArray());
        var mislabelled = Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", Raw()));
        Assert.Equal(RevocationListVerdict.Malformed, Verdict(mislabelled, _time.GetUtcNow()));
    }

    [Fact]
    public void A_list_finds_exactly_what_was_revoked_among_many()
    {
        var random = new Random(11);
        List<(X509Certificate2 Certificate, bool Revoked)> all = [];
        for (var i = 0; i < 60; i++)
        {
            var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
            var revoked = random.Next(2) == 0;
            if (revoked)
                Assert.Equal(1, _ca.Revoke(certificate.SerialNumber));
            all.Add((certificate, revoked));
        }
        var list = _ca.ReadRevocationList();

        Assert.Equal(all.Count(one => one.Revoked), list.Count);
        Assert.All(all, one => Assert.Equal(one.Revoked, list.IsRevoked(one.Certificate)));
        all.ForEach(one => one.Certificate.Dispose());
    }

    [Fact]
    public void The_number_rises_even_when_the_clock_stands()
    {
        var first = _ca.ReadRevocationList().Number;
        _ca.RenewRevocationList();
        var second = _ca.ReadRevocationList().Number;
        File.Delete(_ca.Folder.RevocationList);
        _time.Advance(TimeSpan.FromSeconds(1));
        _ca.RenewRevocationList();

        Assert.True(second > first);
        Assert.True(_ca.ReadRevocationList().Number > second);
    }

    [Fact]
    public void The_empty_list_revokes_nothing()
    {
        using var certificate = _ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        Assert.False(RevocationList.Empty.IsRevoked(certificate));
        Assert.True(RevocationList.Empty.RawData.IsEmpty);
    }

    public void Dispose()
    {
        _ca.Dispose();
        _folder.Dispose();
    }

    private byte[] Raw() => File.ReadAllBytes(_ca.Folder.RevocationList);

    private RevocationListVerdict Verdict(byte[] raw, DateTimeOffset now)
    {
        Assert.Equal(
            RevocationList.TryRead(raw, _ca.Certificate, now, out var list, out var verdict), list is not null);
        return verdict;
    }

    private X509Certificate2 Namesake(ECDsa key)
    {
        var request = new CertificateRequest(_ca.Certificate.SubjectName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(_time.GetUtcNow().AddDays(-1), _time.GetUtcNow().AddYears(1));
    }
}
