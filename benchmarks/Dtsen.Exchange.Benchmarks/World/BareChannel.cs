using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>A connection to a <see cref="BareServer"/> with the application's certificate.</summary>
internal static class BareChannel
{
    public static GrpcChannel To(ServerProcess server, ExchangeClientOptions options)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.AddRange(options.Roots.ToArray());
        return GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificateContext = SslStreamCertificateContext.Create(options.Certificate, null, offline: true),
                    CertificateChainPolicy = chain,
                },
            },
        });
    }
}
