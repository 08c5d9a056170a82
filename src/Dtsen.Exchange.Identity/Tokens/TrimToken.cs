using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dtsen.Exchange.Identity.Tokens;

/// <summary>Takes the framework's private claims out of the token: others read it too.</summary>
internal sealed class TrimToken : IOpenIddictServerHandler<OpenIddictServerEvents.GenerateTokenContext>
{
    public static int Order => OpenIddictServerHandlers.Protection.AttachTokenSubject.Descriptor.Order - 500;

    public ValueTask HandleAsync(OpenIddictServerEvents.GenerateTokenContext context)
    {
        context.Principal.RemoveClaims(Claims.Private.Presenter);
        return default;
    }
}
