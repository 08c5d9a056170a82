using System.Net;
using Dtsen.Exchange.AccessLog;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Sandbox.Nodes;

/// <summary>With what a node is started whose certificates come from one development authority.</summary>
public sealed record ExchangeNodeOptions
{
    /// <summary>
    /// PKI folder, with an authority, a server's certificate, and a certificate of <see cref="ExchangeNode.BackChannelApplication"/>.
    /// </summary>
    public required string PkiFolder { get; init; }

    /// <summary>Folder of the configuration.</summary>
    public required string ConfigFolder { get; init; }

    /// <summary>Folder of what the node keeps.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Database; by default SQLite in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>Name of the node, by which its access log is known; never given to another node.</summary>
    public string NodeName { get; init; } = "node-1";

    /// <summary>Address under which clients reach this very node; by default the host name and port.</summary>
    public Uri? NodeAddress { get; init; }

    /// <summary>
    /// Where files of sealed releases and sealed parts of the access log are kept: a folder that all nodes see, or
    /// <see cref="ExchangeNode.ArtefactsInDatabase"/>; by default <c>artefacts</c> in the data folder.
    /// </summary>
    public string? Artefacts { get; init; }

    /// <summary>When parts of the access log are sealed; the default is meant for service.</summary>
    public LogLimits AccessLogLimits { get; init; } = new();

    /// <summary>Where to listen.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Name under which clients reach the node; the server's certificate must carry it.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>Port of the exchange; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Port of the authority; 0: any that is free.</summary>
    public int AuthorityPort { get; init; }

    /// <summary>Issuer of access tokens elsewhere; null: the embedded authority is started.</summary>
    public Uri? ForeignAuthority { get; init; }

    /// <summary>PEM file of the CA certificates to which that issuer's certificate chains; null: the PKI folder's CA.</summary>
    public string? ForeignAuthorityRoots { get; init; }

    /// <summary>How long a call waits for the entry of the change log that its caller has seen.</summary>
    public TimeSpan ReadAtPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node may be silent before it is forgotten, with the uploads that it holds.</summary>
    public TimeSpan ForgetNodesAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a token of the embedded authority is valid.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest share of families that sealing may set aside, 0 to 1.</summary>
    public double MaxSetAsideShare { get; init; } = 0.001;

    /// <summary>How many effective releases are kept whole behind the one that is read; older ones are retired.</summary>
    public int KeepReleases { get; init; } = 3;

    /// <summary>Changes where the logs of exchange and authority go; null: to the console.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The clock of exchange and authority.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
