using System.Collections.Immutable;
using Dtsen.Exchange.Pki;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace Dtsen.Exchange.Identity.Tokens;

/// <summary>
/// The whole check of a token request: in degraded mode the framework authenticates nobody.
/// </summary>
internal sealed class ValidateTokenRequest(AuthorityOptions options, CertificateTrust trust, ILogger<ValidateTokenRequest> logger)
    : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenRequestContext>
{
    private const string GrantedScopes = "dtsen:granted-scopes";

    public static ImmutableArray<string> Granted(OpenIddictServerTransaction transaction) =>
        transaction.Properties[GrantedScopes] is ImmutableArray<string> scopes
            ? scopes
            : throw new InvalidOperationException("A token request was handled that had not been validated.");

    public ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenRequestContext context)
    {
        string? certifiedId = null;
        var verdict = CertificateVerdict.NoApplicationId;
        var isSuspended = false;
        // The handshake has built the chain, with what the client sent beside its certificate; what can change since is
        // looked at again.
        if (context.Transaction.RemoteCertificate is { } certificate
            && ApplicationCertificate.TryReadId(certificate, out certifiedId))
        {
            verdict = trust.CheckAgain(certificate, options.Revocations());
            isSuspended = options.IsSuspended(certificate);
        }
        var refusal = TokenRules.Decide(
            verdict, certifiedId, isSuspended, context.ClientId, context.Request.GetScopes(), options.Directory(),
            DateOnly.FromDateTime(options.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).Date), out var granted);
        if (refusal is not null)
        {
            Log.TokenRefused(logger, refusal.Error, certifiedId ?? "unknown", refusal.Description);
            context.Reject(refusal.Error, refusal.Description);
            return default;
        }
        context.Transaction.Properties[GrantedScopes] = granted;
        return default;
    }
}
