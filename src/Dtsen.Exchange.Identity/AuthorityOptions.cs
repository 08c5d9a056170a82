using System.Net;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Identity;

/// <summary>What the embedded authority needs to know.</summary>
public sealed record AuthorityOptions
{
    /// <summary>
    /// The authority's own address, absolute and https, under which applications and the exchange reach it. It stands
    /// in each token as <c>iss</c> with a slash at its end (<see cref="Uri.AbsoluteUri"/>).
    /// </summary>
    public required Uri Issuer { get; init; }

    /// <summary>Whom the tokens are for: <c>aud</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>Where to listen.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port to listen on. Never 0: the issuer must be known before the first token.</summary>
    public required int Port { get; init; }

    /// <summary>The server's certificate, with its private key. Not disposed of by the authority.</summary>
    public required X509Certificate2 ServerCertificate { get; init; }

    /// <summary>The authorities whose client certificates are trusted, one at least.</summary>
    public required IReadOnlyList<X509Certificate2> ClientRoots { get; init; }

    /// <summary>The folder of the keys that sign tokens. It is made where it does not exist.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>When signing keys change.</summary>
    public KeyRotation KeyRotation { get; init; } = new();

    /// <summary>How long a token is valid; at most an hour.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The register of partners in force now. Called for every token.</summary>
    public required Func<PartnerDirectory> Directory { get; init; }

    /// <summary>The revoked certificates now. Called for every connection and every token.</summary>
    public required Func<RevocationList> Revocations { get; init; }

    /// <summary>Whether a certificate is suspended now. Called for every token.</summary>
    public required Func<X509Certificate2, bool> IsSuspended { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Check()
    {
        if (!Issuer.IsAbsoluteUri || Issuer.Scheme != Uri.UriSchemeHttps || Issuer.Query.Length > 0 || Issuer.Fragment.Length > 0)
            throw new ArgumentException("The issuer must be an absolute https address without query or fragment.");
        if (string.IsNullOrWhiteSpace(Audience))
            throw new ArgumentException("The audience must be given: a token for nobody in particular is for everybody.");
        if (Port is <= 0 or > 65_535)
            throw new ArgumentException("The port must be chosen beforehand: the issuer's address contains it.");
        if (!ServerCertificate.HasPrivateKey)
            throw new ArgumentException("The server's certificate has no private key.");
        if (AccessTokenLifetime <= TimeSpan.Zero || AccessTokenLifetime > TimeSpan.FromHours(1))
            throw new ArgumentException("A token lives longer than nothing and at most an hour.");
        KeyRotation.Check();
    }
}
