using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.AccessLogs;
using Dtsen.Exchange.Server.State;
using Google.Protobuf;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 1: which application the connection's certificate names, and whether it is valid now and neither revoked nor suspended. The chain
/// was checked in the handshake; the rest is checked at each call, for connections live longer than trust.
/// </summary>
internal sealed class CertificateStep(TimeProvider time)
{
    private static readonly object Key = new();

    public ConnectionIdentity Identify(HttpContext http, NodeState state)
    {
        var identity = IdentityOf(http) ?? throw Problems.CertificateMissing();
        Check(identity, state);
        return identity;
    }

    public void Check(ConnectionIdentity identity, NodeState state)
    {
        var now = time.GetUtcNow();
        if (now < identity.NotBefore || now > identity.NotAfter)
        {
            throw Problems.CertificateExpired();
        }

        if (state.Revocations.IsRevoked(identity.Certificate))
        {
            throw Problems.CertificateRevoked();
        }

        if (state.Suspensions.Contains(SuspensionKind.Certificate, identity.SerialText))
        {
            throw Problems.Suspended();
        }
    }

    /// <summary>The identity of a connection, whatever it is worth now; null where its certificate names no application.</summary>
    public static ConnectionIdentity? IdentityOf(HttpContext http)
    {
        var items = http.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;
        if (items.TryGetValue(Key, out var known))
        {
            return (ConnectionIdentity?)known;
        }

        var identity = Read(http.Connection.ClientCertificate, http.Features.Get<HeldConnection>());
        lock (items)
        {
            items[Key] = identity;
        }

        return identity;
    }

    private static ConnectionIdentity? Read(X509Certificate2? certificate, HeldConnection? held) =>
        certificate is not null && ApplicationCertificate.TryReadId(certificate, out var applicationId)
            ? new ConnectionIdentity
            {
                ApplicationId = applicationId,
                Certificate = certificate,
                Serial = ByteString.CopyFrom(certificate.SerialNumberBytes.Span),
                Thumbprint = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)),
                Held = held,
                NotBefore = certificate.NotBefore,
                NotAfter = certificate.NotAfter,
            }
            : null;
}
