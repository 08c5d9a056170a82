using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Identity.Tests;

public class AuthorityOptionsTests
{
    [Fact]
    public async Task Options_that_could_not_work_are_refused_before_anything_listens()
    {
        await using var authority = new RunningAuthority();
        var right = authority.Options;
        using var bare = X509CertificateLoader.LoadCertificate(right.ServerCertificate.RawData);
        AuthorityOptions[] wrong =
        [
            right with { Issuer = new Uri("http://localhost:1") },
            right with { Issuer = new Uri("https://localhost:1/?a=b") },
            right with { Issuer = new Uri("/relative", UriKind.Relative) },
            right with { Audience = " " },
            right with { Port = 0 },
            right with { ServerCertificate = bare },
            right with { ClientRoots = [] },
            right with { AccessTokenLifetime = TimeSpan.Zero },
            right with { AccessTokenLifetime = TimeSpan.FromHours(2) },
            right with { KeyRotation = new KeyRotation { PublishAhead = TimeSpan.FromDays(30) } },
        ];
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => AuthorityHost.Create(options)));
        await AuthorityHost.Create(right).DisposeAsync();
    }
}
