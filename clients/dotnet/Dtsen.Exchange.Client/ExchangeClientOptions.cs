using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dtsen.Exchange.Client;

/// <summary>With what an application connects: where to, as whom, and whom it trusts.</summary>
public sealed record ExchangeClientOptions
{
    /// <summary>Address of the exchange, https.</summary>
    public required Uri Exchange { get; init; }

    /// <summary>
    /// Addresses of further nodes of the exchange: calls go to all in turn, and one that finds a node away is made again at the next. None
    /// where a balancer does that.
    /// </summary>
    public IReadOnlyList<Uri> OtherNodes { get; init; } = [];

    /// <summary>
    /// Whether every call asks for a state as new as any that an answer to this client was read at, so that time never runs backwards from
    /// one node to another (<c>dtsen-min-read-at</c>).
    /// </summary>
    public bool KeepsReadAt { get; init; } = true;

    /// <summary>Issuer of access tokens, https; its discovery document is below it.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Id of the application: the one in its certificate, which is its OAuth <c>client_id</c> too.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Client certificate with its private key. Not disposed of by the client.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>CA certificates between the client's and its root, to be shown with it. None by default.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>CA certificates that the servers' certificates must chain to, one at least; the machine's own are not asked.</summary>
    public required IReadOnlyList<X509Certificate2> Roots { get; init; }

    /// <summary>OAuth scopes to ask for; none: all of the agreement.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Clock by which tokens age and retries wait.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads certificate, key and roots from PEM files.</summary>
    /// <param name="exchange">Address of the exchange.</param>
    /// <param name="authority">Issuer of access tokens.</param>
    /// <param name="applicationId">Id of the application.</param>
    /// <param name="certificateFile">The client certificate; certificates that follow it are taken as intermediates.</param>
    /// <param name="keyFile">Its private key.</param>
    /// <param name="rootsFile">One or more CA certificates.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file does not hold what it should, or the key is another certificate's.</exception>
    public static ExchangeClientOptions FromPem(
        Uri exchange, Uri authority, string applicationId, string certificateFile, string keyFile, string rootsFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(rootsFile);
        if (roots.Count == 0)
        {
            throw new CryptographicException($"{rootsFile} holds no certificate: it must hold the CA of exchange and authority.");
        }

        return new ExchangeClientOptions
        {
            Exchange = exchange,
            Authority = authority,
            ApplicationId = applicationId,
            Certificate = WithKey(certificateFile, keyFile),
            Intermediates = [.. chain.Skip(1)],
            Roots = [.. roots],
        };
    }

    internal void Check()
    {
        if (OtherNodes.Prepend(Exchange).Any(node => !node.IsAbsoluteUri || node.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException("The address of the exchange, and of each of its nodes, must be an absolute https address.");
        }

        if (!Authority.IsAbsoluteUri || Authority.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("The address of the authority must be an absolute https address.");
        }

        if (!Certificate.HasPrivateKey)
        {
            throw new ArgumentException("The client certificate has no private key: nobody could tell that it is yours.");
        }

        if (Roots.Count == 0)
        {
            throw new ArgumentException("No root certificate is given: no server could be trusted.");
        }
    }

    // Windows shows a certificate in a handshake only where its key lies in a key store.
    private static X509Certificate2 WithKey(string certificateFile, string keyFile)
    {
        var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
