using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Dtsen.Exchange.Pki;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Identity.Tests;

public sealed class AuthorityTests : IAsyncLifetime
{
    private RunningAuthority _authority = null!;

    public async ValueTask InitializeAsync() => _authority = await RunningAuthority.StartAsync();

    public async ValueTask DisposeAsync() => await _authority.DisposeAsync();

    [Fact]
    public async Task A_token_says_who_for_whom_and_what_and_nothing_else()
    {
        var answer = await _authority.AskAsync(_authority.Certificate);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Bearer", answer.Body.GetProperty("token_type").GetString());
        var jwt = answer.Jwt;
        var now = _authority.Time.GetUtcNow().UtcDateTime;
        Assert.Equal("at+jwt", jwt.Typ);
        Assert.Equal("ES256", jwt.Alg);
        Assert.Equal(_authority.Issuer.AbsoluteUri, jwt.Issuer);
        Assert.Equal([RunningAuthority.Audience], jwt.Audiences);
        Assert.Equal(Partners.Application, jwt.Subject);
        Assert.Equal(Partners.Application, jwt.GetClaim("client_id").Value);
        Assert.Equal("desil.read match", jwt.GetPayloadValue<string>("scope"));
        Assert.Equal(now, jwt.IssuedAt);
        Assert.Equal(now.AddMinutes(10), jwt.ValidTo);
        Assert.NotEmpty(jwt.Id);
        Assert.Equal(
            Base64UrlEncoder.Encode(SHA256.HashData(_authority.Certificate.RawData)),
            jwt.GetPayloadValue<JsonElement>("cnf").GetProperty("x5t#S256").GetString());
        Assert.Equal(
            ["aud", "client_id", "cnf", "exp", "iat", "iss", "jti", "scope", "sub"],
            jwt.Claims.Select(claim => claim.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.True((await _authority.ValidateAsync(answer.Token)).IsValid);
    }

    [Fact]
    public async Task Each_token_has_its_own_id()
    {
        var one = await _authority.AskAsync(_authority.Certificate);
        var two = await _authority.AskAsync(_authority.Certificate);
        Assert.NotEqual(one.Jwt.Id, two.Jwt.Id);
    }

    [Fact]
    public async Task A_token_is_not_valid_after_its_time()
    {
        var answer = await _authority.AskAsync(_authority.Certificate);
        _authority.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.True((await _authority.ValidateAsync(answer.Token)).IsValid);
        _authority.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await _authority.ValidateAsync(answer.Token)).IsValid);
    }

    [Fact]
    public async Task Only_the_scopes_asked_for_are_granted()
    {
        var answer = await _authority.AskAsync(_authority.Certificate, scope: "match");
        Assert.Equal("match", answer.Jwt.GetPayloadValue<string>("scope"));
    }

    [Theory]
    [InlineData("release.publish")]
    [InlineData("match release.publish")]
    [InlineData("openid")]
    [InlineData("MATCH")]
    public async Task A_scope_outside_the_agreement_is_refused(string scope)
    {
        var answer = await _authority.AskAsync(_authority.Certificate, scope: scope);
        Assert.Equal("invalid_scope", answer.Error);
        Assert.Contains("desil.read match", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_no_refresh_tokens()
    {
        Assert.Equal("invalid_request", (await _authority.AskAsync(_authority.Certificate, scope: "offline_access")).Error);
        Assert.False((await _authority.AskAsync(_authority.Certificate)).Body.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task Another_applications_certificate_gets_no_token()
    {
        using var certificate = _authority.Ca.IssueApplication("kemensos.other", TimeSpan.FromDays(30));
        var answer = await _authority.AskAsync(certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("invalid_client", answer.Error);
        Assert.Equal("invalid_client", (await _authority.AskAsync(certificate, "kemensos.other")).Error);
    }

    [Fact]
    public async Task A_request_without_a_client_id_gets_no_token() =>
        Assert.NotEqual(HttpStatusCode.OK, (await _authority.AskAsync(_authority.Certificate, clientId: null)).Status);

    [Theory]
    [InlineData("password")]
    [InlineData("authorization_code")]
    [InlineData("refresh_token")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange")]
    public async Task No_other_grant_is_known(string grant) =>
        Assert.Equal("unsupported_grant_type", (await _authority.AskAsync(_authority.Certificate, grant: grant)).Error);

    [Fact]
    public async Task Without_a_certificate_nobody_enters() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => _authority.AskAsync(null));

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_enter()
    {
        using var folder = new TemporaryFolder();
        using var other = DevelopmentCa.Init(folder.Inner("ca"), _authority.Time);
        using var certificate = other.IssueApplication(Partners.Application, TimeSpan.FromDays(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => _authority.AskAsync(certificate));
    }

    [Fact]
    public async Task An_expired_certificate_does_not_enter()
    {
        using var certificate = _authority.Ca.IssueApplication(Partners.Application, TimeSpan.FromDays(1));
        Assert.Null((await _authority.AskAsync(certificate)).Error);
        _authority.Time.Advance(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<HttpRequestException>(() => _authority.AskAsync(certificate));
    }

    [Fact]
    public async Task A_revoked_certificate_does_not_enter_and_gets_nothing_on_an_open_connection()
    {
        using var open = _authority.Client(_authority.Certificate);
        Assert.Null((await RunningAuthority.AskAsync(open)).Error);
        using var renewed = _authority.Ca.IssueApplication(Partners.Application, TimeSpan.FromDays(30));
        _authority.Ca.Revoke(_authority.Certificate.SerialNumber);
        _authority.Revocations = _authority.Ca.ReadRevocationList();

        Assert.Equal("invalid_client", (await RunningAuthority.AskAsync(open)).Error);
        await Assert.ThrowsAsync<HttpRequestException>(() => _authority.AskAsync(_authority.Certificate));
        Assert.Null((await _authority.AskAsync(renewed)).Error);
    }

    [Fact]
    public async Task A_suspension_counts_at_the_next_token()
    {
        Assert.Null((await _authority.AskAsync(_authority.Certificate)).Error);
        _authority.Directory = Partners.Directory(agency: true);
        Assert.Equal("unauthorized_client", (await _authority.AskAsync(_authority.Certificate)).Error);
    }

    [Fact]
    public async Task Discovery_says_what_is_there_and_no_more()
    {
        var document = await _authority.GetAsync(AuthorityHost.DiscoveryPath);

        Assert.Equal(_authority.Issuer.AbsoluteUri, document.GetProperty("issuer").GetString());
        Assert.Equal(new Uri(_authority.Issuer, AuthorityHost.TokenPath), new Uri(document.GetProperty("token_endpoint").GetString()!));
        Assert.Equal(new Uri(_authority.Issuer, AuthorityHost.KeySetPath), new Uri(document.GetProperty("jwks_uri").GetString()!));
        Assert.Equal(["client_credentials"], document.GetProperty("grant_types_supported").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(
            ["tls_client_auth"], document.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(e => e.GetString()));
        Assert.True(document.GetProperty("tls_client_certificate_bound_access_tokens").GetBoolean());
        Assert.Equal(6, document.EnumerateObject().Count());
    }

    [Fact]
    public async Task The_key_set_shows_public_keys_only()
    {
        var set = await _authority.GetAsync(AuthorityHost.KeySetPath);
        var key = Assert.Single(set.GetProperty("keys").EnumerateArray());
        Assert.Equal("P-256", key.GetProperty("crv").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task A_restart_keeps_the_keys()
    {
        var answer = await _authority.AskAsync(_authority.Certificate);
        await _authority.RestartAsync();

        Assert.True((await _authority.ValidateAsync(answer.Token)).IsValid);
        Assert.Equal(answer.Jwt.Kid, (await _authority.AskAsync(_authority.Certificate)).Jwt.Kid);
    }
}
