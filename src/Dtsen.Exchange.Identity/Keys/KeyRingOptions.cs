using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Dtsen.Exchange.Identity.Keys;

/// <summary>Puts the ring's keys into the authority's options, and has these built anew when the ring changes.</summary>
internal sealed class KeyRingOptions(SigningKeyRing ring)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => ring.Changed();

    // The first credential signs; all stand in the key set.
    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var key in ring.Keys)
            options.SigningCredentials.Add(new SigningCredentials(key.Key, SecurityAlgorithms.EcdsaSha256));
    }
}
