using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Pki.Tests;

public sealed class DevelopmentCaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_folder_opened_again_is_the_same_authority()
    {
        string serial;
        using (var first = Init())
        {
            using var certificate = first.IssueApplication("bps.upload", TimeSpan.FromDays(30));
            serial = certificate.SerialNumber;
        }
        using var again = DevelopmentCa.Open(_folder.Inner("ca"), _time);
        var row = Assert.Single(again.List());
        Assert.Equal(
            new IssuedCertificate(
                serial, SubjectKind.Application, "bps.upload", _time.GetUtcNow().AddMinutes(-5), _time.GetUtcNow().AddDays(30), null),
            row);
        using var newer = again.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        var trust = new CertificateTrust([again.Certificate], _time);
        using var fromFile = X509Certificate2.CreateFromPemFile(
            again.Folder.ApplicationCertificate("bps.upload"), again.Folder.ApplicationKey("bps.upload"));
        Assert.Equal(newer.Thumbprint, fromFile.Thumbprint);
        Assert.True(fromFile.HasPrivateKey);
        Assert.Equal(CertificateVerdict.Trusted, trust.Check(fromFile, again.ReadRevocationList(), out _));
    }

    [Fact]
    public void An_authority_is_never_overwritten()
    {
        using var ca = Init();
        var before = File.ReadAllText(ca.Folder.CaKey);
        Assert.Throws<IOException>(Init);
        Assert.Equal(before, File.ReadAllText(ca.Folder.CaKey));
    }

    [Fact]
    public void Opening_a_folder_without_an_authority_says_so() =>
        Assert.Throws<FileNotFoundException>(() => DevelopmentCa.Open(_folder.Path));

    [Fact]
    public void Revoking_an_application_revokes_all_its_certificates_and_no_other()
    {
        using var ca = Init();
        using var one = ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        using var two = ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        using var other = ca.IssueApplication("bps.approve", TimeSpan.FromDays(30));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, ca.Revoke("bps.upload"));
        Assert.Equal(0, ca.Revoke("bps.upload"));
        Assert.Equal(0, ca.Revoke("bps.unknown"));
        var list = ca.ReadRevocationList();
        Assert.True(list.IsRevoked(one));
        Assert.True(list.IsRevoked(two));
        Assert.False(list.IsRevoked(other));
        Assert.Equal([_time.GetUtcNow(), _time.GetUtcNow(), null], ca.List().Select(row => row.RevokedAt));
    }

    [Fact]
    public void A_revocation_list_that_was_lost_is_signed_anew_from_the_index()
    {
        using var ca = Init();
        using var certificate = ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        ca.Revoke(certificate.SerialNumber);
        File.WriteAllBytes(ca.Folder.RevocationList, [1, 2, 3]);
        Assert.Throws<InvalidDataException>(ca.ReadRevocationList);

        ca.RenewRevocationList();
        Assert.True(ca.ReadRevocationList().IsRevoked(certificate));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a,b")]
    [InlineData("a/b")]
    public void An_id_that_could_leave_the_folder_is_refused(string id)
    {
        using var ca = Init();
        Assert.Throws<ArgumentException>(() => ca.IssueApplication(id, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentException>(() => ca.IssueReleaseKey(id));
        Assert.Empty(ca.List());
    }

    [Fact]
    public void Private_keys_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var ca = Init();
        using var application = ca.IssueApplication("bps.upload", TimeSpan.FromDays(30));
        using var server = ca.IssueServer(["localhost"], IPAddress.Loopback);
        using var release = ca.IssueReleaseKey("bps-2026");

        foreach (var path in new[] { ca.Folder.CaKey, ca.Folder.ApplicationKey("bps.upload"), ca.Folder.ServerKey, ca.Folder.ReleaseKey("bps-2026") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Empty(Directory.GetFiles(ca.Folder.Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_server_answers_to_its_names_and_addresses()
    {
        using var ca = Init();
        using var server = ca.IssueServer(["exchange.example.invalid", "localhost"], IPAddress.Loopback);

        Assert.True(server.MatchesHostname("exchange.example.invalid"));
        Assert.True(server.MatchesHostname("localhost"));
        Assert.True(server.MatchesHostname("127.0.0.1"));
        Assert.False(server.MatchesHostname("example.invalid"));
        Assert.Throws<ArgumentException>(() => ca.IssueServer([]));
        Assert.Throws<ArgumentException>(() => ca.IssueServer(["a,b"]));
    }

    [Fact]
    public void A_release_key_signs_and_its_public_half_verifies()
    {
        using var ca = Init();
        using var key = ca.IssueReleaseKey("bps-2026");
        using var verifier = ECDsa.Create();
        verifier.ImportFromPem(File.ReadAllText(ca.Folder.ReleasePublicKey("bps-2026")));
        using var signer = ECDsa.Create();
        signer.ImportFromPem(File.ReadAllText(ca.Folder.ReleaseKey("bps-2026")));

        byte[] manifest = [1, 2, 3];
        Assert.True(verifier.VerifyData(manifest, signer.SignData(manifest, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
        Assert.True(verifier.VerifyData(manifest, key.SignData(manifest, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(ca.Folder.ReleasePublicKey("bps-2026")), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => ca.IssueReleaseKey("bps-2026"));
    }

    [Fact]
    public async Task Two_that_issue_at_once_lose_no_row()
    {
        using var ca = Init();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var mine = DevelopmentCa.Open(ca.Folder.Root, _time);
            for (var i = 0; i < 5; i++)
                mine.IssueApplication("bps.upload", TimeSpan.FromDays(1)).Dispose();
        })));
        Assert.Equal(20, ca.List().Select(row => row.Serial).Distinct().Count());
    }

    public void Dispose() => _folder.Dispose();

    private DevelopmentCa Init() => DevelopmentCa.Init(_folder.Inner("ca"), _time);
}
