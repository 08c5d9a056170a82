using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Pki;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Identity.Transport;

/// <summary>One TLS port that nobody enters without a trusted certificate.</summary>
internal static class MutualTls
{
    public static void Listen(KestrelServerOptions kestrel, AuthorityOptions options, CertificateTrust trust)
    {
        var logger = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Dtsen.Exchange.Identity.Transport");
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024;
        kestrel.Listen(options.ListenAddress, options.Port, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1AndHttp2;
            endpoint.UseHttps(https =>
            {
                https.ServerCertificate = options.ServerCertificate;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, chain, _) =>
                    IsTrusted(certificate, chain, trust, options.Revocations(), logger);
                // A session resumed from another port of the same host would come without a certificate.
                https.OnAuthenticate = (_, tls) => tls.AllowTlsResume = false;
            });
        });
    }

    private static bool IsTrusted(
        X509Certificate2 certificate, X509Chain? chain, CertificateTrust trust, RevocationList revocations, ILogger logger)
    {
        var verdict = trust.Check(certificate, revocations, out _, chain?.ChainPolicy.ExtraStore);
        if (verdict == CertificateVerdict.Trusted)
            return true;
        Log.CertificateRefused(logger, verdict, certificate.SerialNumber);
        return false;
    }
}
