using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>Kestrel and gRPC as the exchange sets them up, with mutual TLS, the same certificates, and a service without a gate.</summary>
internal static class BareServer
{
    private const int MaxReceive = 16 * 1024 * 1024;

    /// <summary>Starts it.</summary>
    /// <param name="pkiFolder">The certificates.</param>
    /// <param name="service">The service; it is disposed with the server.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<StartedServer> StartAsync<T>(
        string pkiFolder, Func<IServiceProvider, T> service, CancellationToken cancellation)
        where T : class
    {
        var pki = new PkiFolder(pkiFolder);
        var port = FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var trust = new CertificateTrust([X509CertificateLoader.LoadCertificateFromFile(pki.CaCertificate)], TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = X509Certificate2.CreateFromPemFile(pki.ServerCertificate, pki.ServerKey);
                    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, chain, errors) =>
                        trust.Check(certificate, RevocationList.Empty, out _, chain?.ChainPolicy.ExtraStore) == CertificateVerdict.Trusted;
                    https.OnAuthenticate = (_, ssl) => ssl.AllowTlsResume = false;
                });
            });
        });
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxReceive;
            grpc.EnableDetailedErrors = false;
        });
        builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.MapGrpcService<T>();
        await app.StartAsync(cancellation);
        var address = new Uri($"https://localhost:{port}");
        return new StartedServer(address, address, app);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
