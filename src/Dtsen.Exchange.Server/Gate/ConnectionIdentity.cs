using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.AccessLogs;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// The certificate of a connection, read once: on one connection it cannot change. Also keeps what would be costly to make for
/// each call: the last token that was validated on this connection, and how its entry in the access log begins.
/// </summary>
internal sealed class ConnectionIdentity
{
    private volatile ValidatedToken? _token;
    private volatile EntryHead? _entryHead;

    /// <summary>Application that the certificate names.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The certificate itself.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Serial number of the certificate, big endian, as the access log names it.</summary>
    public required ByteString Serial { get; init; }

    /// <summary>The serial number as suspensions name it.</summary>
    public string SerialText => field ??= Suspensions.SerialOf(Certificate.SerialNumber);

    /// <summary>SHA-256 of the certificate in base64url, as in <c>cnf.x5t#S256</c> (RFC 8705).</summary>
    public required string Thumbprint { get; init; }

    /// <summary>What holds the connection's answers until they are recorded.</summary>
    public required HeldConnection? Held { get; init; }

    /// <summary>First moment of validity.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Last moment of validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The token that was validated last, if any.</summary>
    public ValidatedToken? Token
    {
        get => _token;
        set => _token = value;
    }

    /// <summary>How the entry of the last call began, if there was one.</summary>
    public EntryHead? EntryHead
    {
        get => _entryHead;
        set => _entryHead = value;
    }
}
