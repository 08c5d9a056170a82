using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>How the exchange listens: TLS 1.2 or 1.3, HTTP/2, and nobody without a certificate of the configured authority.</summary>
internal static class Listening
{
    public static void ListenWithClientCertificates(this WebApplicationBuilder builder, ExchangeOptions options)
    {
        var trust = new CertificateTrust([options.ClientAuthority], options.Time);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ConnectionMemory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;

            // A caller that is gone without a word, streams open, is let go after a minute and a half.
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromMinutes(1);
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                var services = kestrel.ApplicationServices;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = options.ServerCertificate;
                    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, chain, _) => IsTrusted(trust, certificate, chain, services);

                    // A session resumed from another port of the same name would come without its certificate.
                    https.OnAuthenticate = (_, ssl) => ssl.AllowTlsResume = false;
                });
                listen.Use(next =>
                {
                    var step = services.GetRequiredService<ConnectionStep>();
                    return connection => step(connection, next);
                });
            });
        });
    }

    private static bool IsTrusted(CertificateTrust trust, X509Certificate2 certificate, X509Chain? chain, IServiceProvider services)
    {
        var revocations = services.GetRequiredService<NodeStateSource>().Current.Revocations;
        var verdict = trust.Check(certificate, revocations, out _, chain?.ChainPolicy.ExtraStore);
        if (verdict == CertificateVerdict.Trusted)
        {
            return true;
        }

        // The client sees a broken handshake only: the reason stands here.
        services.GetRequiredService<ILoggerFactory>().CreateLogger("Dtsen.Exchange.Server.Listening")
            .HandshakeRefused(verdict.ToString(), certificate.SerialNumber);
        return false;
    }
}
