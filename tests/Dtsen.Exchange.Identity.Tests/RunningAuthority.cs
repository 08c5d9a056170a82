using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Identity.Tests;

/// <summary>An authority on a real port, with its own CA, a clock to turn and a register to change.</summary>
internal sealed class RunningAuthority : IAsyncDisposable
{
    public const string Audience = "https://exchange.example.invalid";

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _server;
    private WebApplication? _application;

    public RunningAuthority()
    {
        Ca = DevelopmentCa.Init(_folder.Inner("ca"), Time);
        Revocations = Ca.ReadRevocationList();
        _server = Ca.IssueServer(["localhost"], IPAddress.Loopback);
        Certificate = Ca.IssueApplication(Partners.Application, TimeSpan.FromDays(365));
        Port = FreePort();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public DevelopmentCa Ca { get; }

    public X509Certificate2 Certificate { get; }

    public int Port { get; }

    public PartnerDirectory Directory { get; set; } = Partners.Directory();

    public RevocationList Revocations { get; set; }

    /// <summary>Serial number of the certificate that is suspended; none where it is null.</summary>
    public string? SuspendedSerial { get; set; }

    public string KeyFolder => _folder.Inner("keys");

    public Uri Issuer => new($"https://localhost:{Port}");

    public static async Task<RunningAuthority> StartAsync()
    {
        var authority = new RunningAuthority();
        await authority.RestartAsync();
        return authority;
    }

    public AuthorityOptions Options => new()
    {
        Issuer = Issuer,
        Audience = Audience,
        Port = Port,
        ServerCertificate = _server,
        ClientRoots = [Ca.Certificate],
        KeyFolder = KeyFolder,
        Directory = () => Directory,
        Revocations = () => Revocations,
        IsSuspended = certificate => certificate.SerialNumber == SuspendedSerial,
        Time = Time,
    };

    public async Task RestartAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        _application = AuthorityHost.Create(Options);
        await _application.StartAsync();
    }

    public HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) };
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, server, _, _) => server is not null && server.GetRawCertData().AsSpan().SequenceEqual(_server.RawData);
        if (certificate is not null)
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return new HttpClient(handler) { BaseAddress = Issuer, Timeout = TimeSpan.FromSeconds(60) };
    }

    public async Task<TokenAnswer> AskAsync(
        X509Certificate2? certificate, string? clientId = Partners.Application, string? scope = null, string grant = "client_credentials")
    {
        using var client = Client(certificate);
        return await AskAsync(client, clientId, scope, grant);
    }

    public static async Task<TokenAnswer> AskAsync(
        HttpClient client, string? clientId = Partners.Application, string? scope = null, string grant = "client_credentials")
    {
        Dictionary<string, string> form = new() { ["grant_type"] = grant };
        if (clientId is not null)
            form["client_id"] = clientId;
        if (scope is not null)
            form["scope"] = scope;
        using var body = new FormUrlEncodedContent(form);
        using var response = await client.PostAsync(new Uri(AuthorityHost.TokenPath, UriKind.Relative), body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new TokenAnswer(response.StatusCode, answer);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = Client(Certificate);
        return await client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
    }

    public async Task<JsonWebKeySet> KeysAsync() => new((await GetAsync(AuthorityHost.KeySetPath)).GetRawText());

    /// <summary>What a resource server does with a token, at this authority's clock.</summary>
    public async Task<TokenValidationResult> ValidateAsync(string token)
    {
        var keys = await KeysAsync();
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer.AbsoluteUri,
            ValidAudience = Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = ["ES256"],
            IssuerSigningKeys = keys.GetSigningKeys(),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (from, until, _, _) => until > Time.GetUtcNow().UtcDateTime && (from is null || from <= Time.GetUtcNow().UtcDateTime),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        Certificate.Dispose();
        _server.Dispose();
        Ca.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal sealed record TokenAnswer(HttpStatusCode Status, JsonElement Body)
{
    public string Token => Body.GetProperty("access_token").GetString()!;

    public JsonWebToken Jwt => new(Token);

    public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    public string Description => Body.GetProperty("error_description").GetString()!;
}
