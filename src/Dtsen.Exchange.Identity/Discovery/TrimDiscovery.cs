using OpenIddict.Server;

namespace Dtsen.Exchange.Identity.Discovery;

/// <summary>Leaves in the discovery document what this authority does, and nothing of what the framework could do.</summary>
internal sealed class TrimDiscovery : IOpenIddictServerHandler<OpenIddictServerEvents.ApplyConfigurationResponseContext>
{
    private static readonly HashSet<string> Kept =
    [
        "issuer",
        "token_endpoint",
        "jwks_uri",
        "grant_types_supported",
        "token_endpoint_auth_methods_supported",
        "tls_client_certificate_bound_access_tokens",
    ];

    public ValueTask HandleAsync(OpenIddictServerEvents.ApplyConfigurationResponseContext context)
    {
        if (context.Error is not null)
            return default;
        foreach (var (name, _) in context.Response.GetParameters().ToList())
        {
            if (!Kept.Contains(name))
                context.Response.RemoveParameter(name);
        }
        return default;
    }
}
