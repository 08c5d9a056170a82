using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>
/// A real node (exchange and authority, sockets, mutual TLS, tokens, database) in a folder of its own, with the shipped configuration,
/// which a test may edit. It can be stopped and started again on the same folders.
/// </summary>
internal sealed partial class RunningNode : IAsyncDisposable
{
    /// <summary>Id of the key with which BPS signs releases here.</summary>
    public const string ReleaseKeyId = "bps-rilis-1";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, X509Certificate2> _certificates = [];
    private readonly Dictionary<string, GrpcChannel> _channels = [];
    private readonly Lock _lock = new();
    private readonly byte[] _server;
    private readonly string? _database;
    private readonly TimeSpan _tokenLifetime;
    private readonly RunningNode? _first;
    private ExchangeNode? _node;

    private RunningNode(FakeTimeProvider? clock, string? database, TimeSpan? tokenLifetime, RunningNode? first)
    {
        Clock = clock;
        Time = clock ?? TimeProvider.System;
        _database = database;
        _tokenLifetime = tokenLifetime ?? TimeSpan.FromMinutes(10);
        _first = first;
        Ca = first?.Ca ?? DevelopmentCa.Init(_folder.Inner("pki"), Time);
        if (first is null)
        {
            ExchangeNode.IssueCertificates(Ca, "localhost");
        }

        using var server = X509CertificateLoader.LoadCertificateFromFile(Ca.Folder.ServerCertificate);
        _server = server.RawData;
        ReleaseKey = first?.ReleaseKey ?? Ca.IssueReleaseKey(ReleaseKeyId);
        CopyConfiguration();
    }

    /// <summary>The clock of the node, where it is one to turn.</summary>
    public FakeTimeProvider? Clock { get; }

    public TimeProvider Time { get; }

    public DevelopmentCa Ca { get; }

    /// <summary>Private key of BPS for releases.</summary>
    public ECDsa ReleaseKey { get; }

    /// <summary>When parts of the access log are sealed.</summary>
    public LogLimits AccessLogLimits { get; set; } = new();

    /// <summary>Where artefacts are kept; by default a folder in the data folder.</summary>
    public string? Artefacts { get; set; }

    /// <summary>Whether tokens come from the authority of the node whose certificate authority this one shares.</summary>
    public bool SharesAuthority { get; set; }

    /// <summary>Its name: each node of an exchange has its own.</summary>
    public string Name => _first is null ? "node-1" : "node-2";

    /// <summary>How many effective releases are kept whole; by default all that a test makes.</summary>
    public int KeepReleases { get; set; } = 1_000;

    public CapturedLog Log { get; } = new();

    /// <summary>Folder of the configuration: partners/, features.json, programmes.json, variables.v1.json, wilayah/.</summary>
    public string ConfigFolder => _folder.Inner("config");

    public string DataFolder => _folder.Inner("data");

    public string ReleaseKeysFolder => Ca.Folder.ReleaseKeys;

    public ExchangeNode Node => _node ?? throw new InvalidOperationException("The node is stopped.");

    public IServiceProvider Services => Node.Services;

    /// <summary>Starts a node.</summary>
    /// <param name="clock">A clock to turn; null for the machine's. It should start at the present: TLS asks the machine's clock.</param>
    /// <param name="database">Database; by default SQLite in the data folder.</param>
    /// <param name="tokenLifetime">How long tokens live; ten minutes by default.</param>
    /// <param name="prepare">Edits files before the node starts.</param>
    /// <param name="first">A node whose certificate authority this one shares; the configuration is each node's own.</param>
    public static async Task<RunningNode> StartAsync(
        FakeTimeProvider? clock = null, string? database = null, TimeSpan? tokenLifetime = null, Action<RunningNode>? prepare = null,
        RunningNode? first = null)
    {
        var node = new RunningNode(clock, database, tokenLifetime, first);
        prepare?.Invoke(node);
        try
        {
            await node.StartAgainAsync();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>A clock that starts now.</summary>
    public static FakeTimeProvider NewClock() => new(TimeProvider.System.GetUtcNow());

    public async Task StartAgainAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        _node = await ExchangeNode.StartAsync(
            new ExchangeNodeOptions
            {
                PkiFolder = Ca.Folder.Root,
                ConfigFolder = ConfigFolder,
                DataFolder = DataFolder,
                Database = _database,
                NodeName = Name,
                Artefacts = Artefacts,
                ForeignAuthority = SharesAuthority ? _first!.Node.Authority : null,
                AccessTokenLifetime = _tokenLifetime,
                AccessLogLimits = AccessLogLimits,
                KeepReleases = KeepReleases,
                Time = Time,
                Logging = logging => logging.ClearProviders().AddProvider(Log),
            },
            bound.Token);
    }

    public async Task StopAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
            _node = null;
        }

        lock (_lock)
        {
            foreach (var channel in _channels.Values)
            {
                channel.Dispose();
            }

            _channels.Clear();
        }
    }

    /// <summary>The certificate of an application, issued when it is first asked for.</summary>
    public X509Certificate2 Certificate(string application)
    {
        lock (_lock)
        {
            return _certificates.TryGetValue(application, out var known)
                ? known
                : _certificates[application] = Ca.IssueApplication(application, TimeSpan.FromDays(30));
        }
    }

    /// <summary>A channel to the exchange; one and the same for the same certificate.</summary>
    public GrpcChannel Channel(X509Certificate2? certificate)
    {
        lock (_lock)
        {
            var key = certificate?.Thumbprint ?? "";
            return _channels.TryGetValue(key, out var known) ? known : _channels[key] = NewChannel(certificate);
        }
    }

    /// <summary>A channel with a connection of its own, which the caller disposes of.</summary>
    public GrpcChannel NewChannel(X509Certificate2? certificate) => GrpcChannel.ForAddress(Node.Address, new GrpcChannelOptions
    {
        HttpHandler = Handler(certificate),
        DisposeHttpClient = true,
        MaxReceiveMessageSize = null,
    });

    /// <summary>A client of HTTP with connections of its own, for calls that no gRPC client would make; the caller disposes of it.</summary>
    public HttpClient NewHttpClient(X509Certificate2 certificate) =>
        new(Handler(certificate)) { BaseAddress = Node.Address };

    /// <summary>Fetches a token over mutual TLS; without scopes, one with all of the agreement.</summary>
    public Task<string> TokenAsync(string application, params string[] scopes) =>
        TokenAsync(application, Certificate(application), scopes);

    /// <summary>The same with a certificate of one's own.</summary>
    public async Task<string> TokenAsync(string application, X509Certificate2 certificate, params string[] scopes)
    {
        using var client = new HttpClient(Handler(certificate)) { BaseAddress = Node.Authority, Timeout = Bound };
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials", ["client_id"] = application };
        if (scopes.Length > 0)
        {
            form["scope"] = string.Join(' ', scopes);
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await client.PostAsync(new Uri("connect/token", UriKind.Relative), content);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("access_token", out var token)
            ? token.GetString()!
            : throw new InvalidOperationException($"No token for {application}: {answer}");
    }

    /// <summary>Calls as an application does: with its certificate, a fresh token and these headers.</summary>
    public async Task<CallInvoker> AsAsync(string application, params (string Name, string Value)[] headers) =>
        With(Certificate(application), await TokenAsync(application), headers);

    /// <summary>Calls with this certificate, this token (none where it is null) and these headers.</summary>
    public CallInvoker With(X509Certificate2? certificate, string? token, params (string Name, string Value)[] headers) =>
        Channel(certificate).CreateCallInvoker().Intercept(metadata =>
        {
            if (token is not null)
            {
                metadata.Add("authorization", $"Bearer {token}");
            }

            foreach (var (name, value) in headers)
            {
                metadata.Add(name, value);
            }

            return metadata;
        });

    /// <summary>Waits until something holds, turning the clock on where it is one to turn.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!await holds())
        {
            Clock?.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(20, bound.Token);
        }
    }

    /// <summary>Turns the clock on, in steps that are short enough for the node to keep up with its change log.</summary>
    public async Task TurnOnAsync(TimeSpan by)
    {
        var step = TimeSpan.FromSeconds(5);
        for (var turned = TimeSpan.Zero; turned < by; turned += step)
        {
            Clock!.Advance(step);
            await Task.Delay(10);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}})"/>
    public Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var certificate in _certificates.Values)
        {
            certificate.Dispose();
        }

        if (_first is null)
        {
            ReleaseKey.Dispose();
            Ca.Dispose();
        }

        _folder.Dispose();
    }

    private SocketsHttpHandler Handler(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = Bound };
        handler.SslOptions.AllowTlsResume = false;
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(_server);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        return handler;
    }
}
