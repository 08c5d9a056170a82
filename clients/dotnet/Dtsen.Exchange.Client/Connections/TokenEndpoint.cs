using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The authority's token endpoint: client credentials, authenticated by the certificate of the connection (RFC 8705).</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private const string DiscoveryPath = ".well-known/openid-configuration";

    private readonly ExchangeClientOptions _options;
    private readonly HttpClient _http;
    private Uri? _address;

    public TokenEndpoint(ExchangeClientOptions options)
    {
        _options = options;
        _http = new HttpClient(MutualTls.CreateHandler(options)) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <exception cref="RpcException">There is no token; the status says why, in the words of a call.</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            _address ??= await DiscoverAsync(cancellation);
            var form = new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = _options.ApplicationId,
            };
            if (_options.Scopes.Count > 0)
            {
                form["scope"] = string.Join(' ', _options.Scopes);
            }

            using var content = new FormUrlEncodedContent(form);
            using var response = await _http.PostAsync(_address, content, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                throw TokenRefusal.Of(response.StatusCode, await ReadAsync<OAuthError>(response, cancellation));
            }

            var answer = await ReadAsync<TokenAnswer>(response, cancellation);
            return answer is { Token.Length: > 0, ExpiresIn: > 0 }
                ? new AccessToken(answer.Token, TimeSpan.FromSeconds(answer.ExpiresIn), _options.Time.GetTimestamp())
                : throw TokenRefusal.NotUnderstood("the token endpoint gave no access_token with expires_in.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw TokenRefusal.Unreachable(_options.Authority, fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw TokenRefusal.Unreachable(_options.Authority, fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Uri> DiscoverAsync(CancellationToken cancellation)
    {
        var address = new Uri(_options.Authority.AbsoluteUri.TrimEnd('/') + "/" + DiscoveryPath);
        using var response = await _http.GetAsync(address, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw TokenRefusal.Of(response.StatusCode, null);
        }

        var document = await ReadAsync<DiscoveryDocument>(response, cancellation);
        if (document?.Issuer?.TrimEnd('/') != _options.Authority.AbsoluteUri.TrimEnd('/'))
        {
            throw TokenRefusal.NotUnderstood("the discovery document names another issuer: use the address that it names.");
        }

        // An authority may serve mutual TLS at an address of its own.
        var endpoint = document.MutualTls?.TokenEndpoint ?? document.TokenEndpoint;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var found) && found.Scheme == Uri.UriSchemeHttps
            ? found
            : throw TokenRefusal.NotUnderstood("the discovery document names no https token_endpoint.");
    }

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record DiscoveryDocument(
        [property: JsonPropertyName("issuer")] string? Issuer,
        [property: JsonPropertyName("token_endpoint")] string? TokenEndpoint,
        [property: JsonPropertyName("mtls_endpoint_aliases")] MutualTlsAddresses? MutualTls);

    private sealed record MutualTlsAddresses([property: JsonPropertyName("token_endpoint")] string? TokenEndpoint);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? Token,
        [property: JsonPropertyName("expires_in")] long ExpiresIn);
}
