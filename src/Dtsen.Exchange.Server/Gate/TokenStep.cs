using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Step 2: an access token of the authority (RFC 9068), in time, bound to this connection's certificate (RFC 8705) and issued to its
/// application. Any standard authority will do: it is known by its discovery document alone.
/// </summary>
internal sealed class TokenStep
{
    private const string Scheme = "Bearer ";

    /// <summary>How long a signature that was found good is not looked at again.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly AuthorityKeys _keys;
    private readonly TimeProvider _time;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;

    public TokenStep(TokenTrust trust, AuthorityKeys keys, TimeProvider time)
    {
        _keys = keys;
        _time = time;
        _parameters = new TokenValidationParameters
        {
            // Some authorities end their issuer with a slash.
            IssuerValidator = (issuer, _, _) => issuer.TrimEnd('/') == trust.Authority
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The token is of another authority."),
            ValidAudience = trust.Audience,
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ValidAlgorithms =
            [
                SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256,
                SecurityAlgorithms.RsaSsaPssSha256,
            ],
            LifetimeValidator = IsInTime,
            ClockSkew = TimeSpan.Zero,
        };
    }

    public ValueTask<ValidatedToken> ValidateAsync(HttpContext http, ConnectionIdentity identity)
    {
        // A token is longer than all the rest of a call: it is cut out of its header only where it is new.
        var header = BearerHeader(http);
        return identity.Token is { } kept && header.AsSpan(Scheme.Length).SequenceEqual(kept.Text) && _time.GetUtcNow() < kept.TrustedUntil
            ? ValueTask.FromResult(kept)
            : new ValueTask<ValidatedToken>(ValidateAsync(header[Scheme.Length..], identity));
    }

    /// <summary>Whether the time of a token is over, for streams that outlive it.</summary>
    public void CheckTime(ValidatedToken token)
    {
        if (_time.GetUtcNow() >= token.ExpiresAt)
        {
            throw Problems.TokenExpired();
        }
    }

    private async Task<ValidatedToken> ValidateAsync(string text, ConnectionIdentity identity)
    {
        var keys = await _keys.GetAsync();
        var result = await ValidateAsync(text, keys);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException
            && await _keys.GetAfterAsync(keys) is var newer && newer != keys)
        {
            result = await ValidateAsync(text, newer);
        }

        if (!result.IsValid)
        {
            throw result.Exception is SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException
                ? Problems.TokenExpired()
                : Problems.TokenInvalid();
        }

        var token = (JsonWebToken)result.SecurityToken;
        if (Text(token, "client_id") != identity.ApplicationId || Confirmation(token) != identity.Thumbprint)
        {
            throw Problems.TokenNotBound();
        }

        var expiresAt = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var trustedUntil = _time.GetUtcNow() + Trust;
        var validated = new ValidatedToken(
            text, Scopes(token), expiresAt, trustedUntil < expiresAt ? trustedUntil : expiresAt);
        identity.Token = validated;
        return validated;
    }

    private Task<TokenValidationResult> ValidateAsync(string text, AuthorityKeys.KeySet keys)
    {
        var parameters = _parameters.Clone();
        parameters.IssuerSigningKeys = keys.Keys;
        return _handler.ValidateTokenAsync(text, parameters);
    }

    private static string BearerHeader(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value
            : throw Problems.TokenMissing();
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || now >= start);
    }

    private static string Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : "";

    private static string Confirmation(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("cnf", out var cnf)
        && cnf.ValueKind == JsonValueKind.Object
        && cnf.TryGetProperty("x5t#S256", out var thumbprint)
        && thumbprint.ValueKind == JsonValueKind.String
            ? thumbprint.GetString()!
            : "";

    /// <summary>RFC 9068 has one string with blanks; some authorities send a list.</summary>
    private static HashSet<string> Scopes(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("scope", out var scope) && scope.ValueKind == JsonValueKind.Array
            ? [.. scope.EnumerateArray().Select(item => item.ToString())]
            : [.. Text(token, "scope").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
