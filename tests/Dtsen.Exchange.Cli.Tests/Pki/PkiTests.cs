using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Tests.Pki;

public sealed class PkiTests : IDisposable
{
    private const string Application = "bpjs-kesehatan.pbi-jk";

    private readonly TemporaryFolder _folder = new();

    private string Pki => _folder.Inner("pki");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_authority_issues_lists_and_revokes()
    {
        var init = (await Dtsen.RunAsync("pki", "init", "--pki", Pki, "--dns", "exchange.example", "--json")).Ended(0);
        var issue = (await Dtsen.RunAsync("pki", "issue", Application, "--pki", Pki, "--days", "30", "--json")).Ended(0);
        var before = (await Dtsen.RunAsync("pki", "list", "--pki", Pki, "--json")).Ended(0).Json;
        var revoke = (await Dtsen.RunAsync("pki", "revoke", Application, "--pki", Pki, "--json")).Ended(0);
        var again = (await Dtsen.RunAsync("pki", "revoke", Application, "--pki", Pki)).Ended(1);
        var after = (await Dtsen.RunAsync("pki", "list", "--pki", Pki)).Ended(0);

        using var server = X509CertificateLoader.LoadCertificateFromFile(new PkiFolder(Pki).ServerCertificate);
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(issue.Json.GetProperty("certificate").GetString()!);
        Assert.True(server.MatchesHostname("exchange.example"));
        Assert.True(File.Exists(init.Json.GetProperty("release_key").GetString()));
        Assert.True(ApplicationCertificate.TryReadId(certificate, out var id));
        Assert.Equal(Application, id);
        Assert.Equal(
            ["exchange.example", "exchange.node", Application],
            before.EnumerateArray().Select(row => row.GetProperty("subject").GetString()));
        Assert.All(before.EnumerateArray(), row => Assert.False(row.TryGetProperty("revoked_at", out _)));
        Assert.Equal(1, revoke.Json.GetProperty("revoked").GetInt32());
        Assert.Contains("Nothing to revoke", again.Output);
        Assert.Contains("revoked", after.Output);
        using var ca = DevelopmentCa.Open(Pki);
        Assert.True(ca.ReadRevocationList().IsRevoked(certificate));
    }

    [Fact]
    public async Task An_authority_is_never_overwritten()
    {
        (await Dtsen.RunAsync("pki", "init", "--pki", Pki)).Ended(0);
        var key = await File.ReadAllBytesAsync(new PkiFolder(Pki).CaKey);

        var result = (await Dtsen.RunAsync("pki", "init", "--pki", Pki)).Ended(2);

        Assert.Contains("never overwritten", result.Error);
        Assert.Equal(key, await File.ReadAllBytesAsync(new PkiFolder(Pki).CaKey));
    }

    [Fact]
    public async Task Without_an_authority_the_command_says_so() =>
        Assert.Contains("holds no authority", (await Dtsen.RunAsync("pki", "issue", Application, "--pki", Pki)).Ended(2).Error);

    [Theory]
    [InlineData("../escape")]
    [InlineData("BPJS")]
    public async Task An_id_that_is_none_is_refused(string id)
    {
        (await Dtsen.RunAsync("pki", "init", "--pki", Pki)).Ended(0);

        (await Dtsen.RunAsync("pki", "issue", id, "--pki", Pki)).Ended(2);
    }
}
