using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>Connections that show the application's certificate and trust the given roots alone.</summary>
internal static class MutualTls
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // A connection that a firewall has dropped in silence is noticed within a minute, even while a call only waits.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    public static SocketsHttpHandler CreateHandler(ExchangeClientOptions options)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.AddRange(options.Roots.ToArray());
        return new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                // Offline: nothing is downloaded to complete the chain that is shown.
                ClientCertificateContext = SslStreamCertificateContext.Create(
                    options.Certificate, [.. options.Intermediates], offline: true),
                CertificateChainPolicy = chain,
            },
        };
    }
}
