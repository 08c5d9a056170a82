using System.Net;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.AccessLog;

namespace Dtsen.Exchange.Server;

/// <summary>What an exchange is started with.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Where it listens.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Its server certificate with key.</summary>
    public required X509Certificate2 ServerCertificate { get; init; }

    /// <summary>The CA that issues applications' certificates and signs the revocation list.</summary>
    public required X509Certificate2 ClientAuthority { get; init; }

    /// <summary>The revocation list (DER), watched for changes.</summary>
    public required string RevocationListFile { get; init; }

    /// <summary>Issuer of access tokens: an https URI with a discovery document below it.</summary>
    public required Uri Authority { get; init; }

    /// <summary>CA certificates that the authority's server certificate must chain to.</summary>
    public required IReadOnlyList<X509Certificate2> AuthorityRoots { get; init; }

    /// <summary>
    /// Client certificate with key that the exchange shows to the authority when it fetches keys; null where the authority asks for none.
    /// </summary>
    public X509Certificate2? BackChannelCertificate { get; init; }

    /// <summary>Audience that access tokens must name.</summary>
    public string Audience { get; init; } = "dtsen-exchange";

    /// <summary>
    /// Folder of the configuration: partners/, features.json, programmes.json, release-bounds.json, variables.v1.json, wilayah/.
    /// </summary>
    public required string ConfigFolder { get; init; }

    /// <summary>Folder of what the node keeps: releases, and the embedded database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Database: <c>sqlite:&lt;file&gt;</c> or a PostgreSQL connection string; by default SQLite in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>Folder of the public keys (<c>&lt;key id&gt;.pem</c>) by which BPS signs releases.</summary>
    public required string ReleaseKeysFolder { get; init; }

    /// <summary>
    /// File of the key from which the secrets for hashing citizens' NIKs are derived; made where it is missing. Nodes of one exchange
    /// share it.
    /// </summary>
    public required string EndUserKeyFile { get; init; }

    /// <summary>
    /// Name of this node, by which its access log is known: lower case letters, digits and hyphens. Never given to another node.
    /// </summary>
    public string NodeName { get; init; } = "node-1";

    /// <summary>
    /// File of the key that turns NIKs into the hashes by which the access log is searched; made where it is missing. Nodes of one exchange
    /// share it; it is kept apart from the data.
    /// </summary>
    public required string SubjectKeyFile { get; init; }

    /// <summary>File of this node's key that signs the checkpoints of its access log; made where it is missing.</summary>
    public required string CheckpointKeyFile { get; init; }

    /// <summary>
    /// Folder of the artefacts: files of sealed releases and sealed parts of the access log. All nodes of an exchange see the same one.
    /// Null: they are kept in the database.
    /// </summary>
    public required string? ArtefactFolder { get; init; }

    /// <summary>Where clients reach this very node, for those whom another node sends here; null where there is no other.</summary>
    public Uri? Address { get; init; }

    /// <summary>How long a node may be silent before it is forgotten: an upload that it holds begins anew on another after that.</summary>
    public TimeSpan ForgetNodesAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>When parts of the access log are sealed; the default is meant for service.</summary>
    public LogLimits AccessLogLimits { get; init; } = new();

    /// <summary>Largest share of families that sealing may set aside, 0 to 1. 0.1 % by default.</summary>
    public double MaxSetAsideShare { get; init; } = 0.001;

    /// <summary>
    /// How many effective releases are kept whole behind the one that is read, 1 or more: so many roll-backs in a row are possible. Older
    /// ones are retired. Nodes of one exchange are given the same.
    /// </summary>
    public int KeepReleases { get; init; } = 3;

    /// <summary>How long after its last look into the change log a node still answers.</summary>
    public TimeSpan MaxStateAge { get; init; } = DefaultMaxStateAge;

    internal static TimeSpan DefaultMaxStateAge { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call waits for the entry of the change log that its caller has seen (<c>dtsen-min-read-at</c>).</summary>
    public TimeSpan ReadAtPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
