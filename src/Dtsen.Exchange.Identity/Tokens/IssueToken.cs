using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dtsen.Exchange.Identity.Tokens;

/// <summary>Says what stands in the token. Its binding to the certificate is added by the framework.</summary>
internal sealed class IssueToken(AuthorityOptions options)
    : IOpenIddictServerHandler<OpenIddictServerEvents.HandleTokenRequestContext>
{
    public ValueTask HandleAsync(OpenIddictServerEvents.HandleTokenRequestContext context)
    {
        var identity = new ClaimsIdentity("tls_client_auth");
        identity.AddClaim(new Claim(Claims.Subject, context.ClientId!));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(ValidateTokenRequest.Granted(context.Transaction));
        principal.SetResources(options.Audience);
        principal.SetAccessTokenLifetime(options.AccessTokenLifetime);
        context.SignIn(principal);
        return default;
    }
}
