using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Identity;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dtsen.Exchange.Sandbox.Nodes;

/// <summary>
/// An exchange and the authority that gives its applications their tokens, in one process, each on a port of its own; or an exchange alone,
/// where the authority is elsewhere.
/// </summary>
public sealed class ExchangeNode : IAsyncDisposable
{
    /// <summary>Application by which the exchange fetches the authority's keys. It is in no register, so it may do nothing else.</summary>
    public const string BackChannelApplication = "exchange.node";

    /// <summary>The setting by which artefacts are kept in the database.</summary>
    public const string ArtefactsInDatabase = "database";

    /// <summary>Audience of the tokens.</summary>
    public const string Audience = "dtsen-exchange";

    private const int PortAttempts = 5;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private static int _portsTried;

    private readonly WebApplication _exchange;
    private readonly WebApplication? _authority;
    private readonly X509Certificate2[] _certificates;

    private ExchangeNode(WebApplication exchange, WebApplication? authority, Uri address, Uri issuer, X509Certificate2[] certificates)
    {
        _exchange = exchange;
        _authority = authority;
        Address = address;
        Authority = issuer;
        _certificates = certificates;
    }

    /// <summary>Address of the exchange.</summary>
    public Uri Address { get; }

    /// <summary>Address of the authority.</summary>
    public Uri Authority { get; }

    /// <summary>The exchange's services, for tests that look inside.</summary>
    internal IServiceProvider Services => _exchange.Services;

    /// <summary>Makes in a PKI folder what a node needs besides the authority: its server's and its back channel's certificate.</summary>
    /// <param name="ca">The authority.</param>
    /// <param name="hostNames">DNS names of the node.</param>
    public static void IssueCertificates(DevelopmentCa ca, params IReadOnlyList<string> hostNames)
    {
        ArgumentNullException.ThrowIfNull(ca);
        ca.IssueServer(hostNames, IPAddress.Loopback, IPAddress.IPv6Loopback).Dispose();
        ca.IssueApplication(BackChannelApplication, TimeSpan.FromDays(397)).Dispose();
    }

    /// <summary>
    /// Finds a port that nobody listens on, below those that systems give to outgoing connections: one of these could take it before the
    /// node does. Each process tries others first, as hash codes differ.
    /// </summary>
    public static int FreePort(IPAddress address)
    {
        const int first = 10_000;
        const int count = 22_000;
        while (true)
        {
            var port = first + (int)((uint)HashCode.Combine(Interlocked.Increment(ref _portsTried)) % count);
            using var listener = new TcpListener(address, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another, then.
            }
        }
    }

    /// <summary>Starts both; they answer when this returns.</summary>
    /// <exception cref="IOException">A port is taken, or a file is missing; the message says which.</exception>
    public static async Task<ExchangeNode> StartAsync(ExchangeNodeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port == 0 ? FreePort(options.ListenAddress) : options.Port;
            var authorityPort = options.AuthorityPort == 0 ? FreePort(options.ListenAddress) : options.AuthorityPort;
            try
            {
                return await StartAsync(options, port, authorityPort, cancellation);
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException
                && attempt < PortAttempts && (options.Port == 0 || options.AuthorityPort == 0))
            {
                // Somebody else took a port between the look and the start.
            }
        }
    }

    /// <summary>Ends when either of the two stops, by itself or because the process is told to.</summary>
    /// <returns>False where something failed without which it does not go on; the log says what.</returns>
    public async Task<bool> WaitForShutdownAsync(CancellationToken cancellation)
    {
        WebApplication[] both = _authority is null ? [_exchange] : [_exchange, _authority];
        await Task.WhenAny(both.Select(part => part.WaitForShutdownAsync(cancellation)));
        return !both.SelectMany(part => part.Services.GetServices<IHostedService>())
            .Any(service => service is BackgroundService { ExecuteTask.IsFaulted: true });
    }

    /// <summary>Stops both and frees the ports.</summary>
    public async ValueTask DisposeAsync()
    {
        // Calls under way may end, and what works in the background ends before what it works with.
        using var patience = new CancellationTokenSource(StopPatience);
        await Task.WhenAll(_authority?.StopAsync(patience.Token) ?? Task.CompletedTask, _exchange.StopAsync(patience.Token));
        await (_authority?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _exchange.DisposeAsync();
        foreach (var certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    private static async Task<ExchangeNode> StartAsync(
        ExchangeNodeOptions options, int port, int authorityPort, CancellationToken cancellation)
    {
        var pki = new PkiFolder(options.PkiFolder);
        var root = X509CertificateLoader.LoadCertificateFromFile(pki.CaCertificate);
        var server = X509Certificate2.CreateFromPemFile(pki.ServerCertificate, pki.ServerKey);
        var backChannel = X509Certificate2.CreateFromPemFile(
            pki.ApplicationCertificate(BackChannelApplication), pki.ApplicationKey(BackChannelApplication));
        var issuer = options.ForeignAuthority ?? new Uri($"https://{options.HostName}:{authorityPort}");
        var issuerRoots = RootsOf(options.ForeignAuthorityRoots) ?? [root];
        var exchange = ExchangeHost.Create(new ExchangeOptions
        {
            Listen = new IPEndPoint(options.ListenAddress, port),
            ServerCertificate = server,
            ClientAuthority = root,
            RevocationListFile = pki.RevocationList,
            Authority = issuer,
            AuthorityRoots = issuerRoots,
            BackChannelCertificate = backChannel,
            Audience = Audience,
            ConfigFolder = options.ConfigFolder,
            DataFolder = options.DataFolder,
            Database = options.Database,
            ReleaseKeysFolder = pki.ReleaseKeys,
            EndUserKeyFile = Path.Combine(options.PkiFolder, "end-user.key"),
            SubjectKeyFile = Path.Combine(options.PkiFolder, "access-subjects.key"),
            CheckpointKeyFile = Path.Combine(options.PkiFolder, "access-checkpoints.key"),
            NodeName = options.NodeName,
            ArtefactFolder = options.Artefacts == ArtefactsInDatabase
                ? null
                : options.Artefacts ?? Path.Combine(options.DataFolder, "artefacts"),
            Address = options.NodeAddress ?? new Uri($"https://{options.HostName}:{port}"),
            ReadAtPatience = options.ReadAtPatience,
            ForgetNodesAfter = options.ForgetNodesAfter,
            AccessLogLimits = options.AccessLogLimits,
            MaxSetAsideShare = options.MaxSetAsideShare,
            KeepReleases = options.KeepReleases,
            Time = options.Time,
        }, builder => options.Logging?.Invoke(builder.Logging));
        var view = exchange.Services.GetRequiredService<NodeView>();
        var authority = options.ForeignAuthority is not null ? null : AuthorityHost.Create(new AuthorityOptions
        {
            Issuer = issuer,
            Audience = Audience,
            ListenAddress = options.ListenAddress,
            Port = authorityPort,
            ServerCertificate = server,
            ClientRoots = [root],
            KeyFolder = Path.Combine(options.DataFolder, "token-keys"),
            AccessTokenLifetime = options.AccessTokenLifetime,
            Directory = () => view.Partners,
            Revocations = () => view.Revocations,
            IsSuspended = view.IsSuspended,
            Time = options.Time,
        }, builder => options.Logging?.Invoke(builder.Logging));
        var node = new ExchangeNode(
            exchange, authority, new Uri($"https://{options.HostName}:{port}"), issuer, [root, server, backChannel, .. issuerRoots]);
        try
        {
            await exchange.StartAsync(cancellation);
            await (authority?.StartAsync(cancellation) ?? Task.CompletedTask);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private static X509Certificate2[]? RootsOf(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return [.. roots];
    }
}
