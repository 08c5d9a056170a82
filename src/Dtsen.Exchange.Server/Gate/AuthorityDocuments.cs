using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Protocols;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>Fetches the authority's public documents (discovery, keys) over TLS, trusting the configured roots only.</summary>
internal sealed class AuthorityDocuments : IDocumentRetriever, IDisposable
{
    private readonly HttpClient _http;

    public AuthorityDocuments(IReadOnlyList<X509Certificate2> roots, X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots.ToArray());
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (certificate is not null)
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = tls,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = TimeSpan.FromSeconds(5),
        };
    }

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
        address.StartsWith("https://", StringComparison.Ordinal)
            ? _http.GetStringAsync(new Uri(address), cancel)
            : throw new InvalidOperationException("The authority's documents must be at https addresses.");

    public void Dispose() => _http.Dispose();
}
