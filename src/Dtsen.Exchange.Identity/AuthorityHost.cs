using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Identity.Discovery;
using Dtsen.Exchange.Identity.Keys;
using Dtsen.Exchange.Identity.Tokens;
using Dtsen.Exchange.Identity.Transport;
using Dtsen.Exchange.Pki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace Dtsen.Exchange.Identity;

/// <summary>The embedded OAuth authority: client credentials over mutual TLS, tokens bound to the certificate.</summary>
public static class AuthorityHost
{
    /// <summary>Path of the token endpoint.</summary>
    public const string TokenPath = "connect/token";

    /// <summary>Path of the discovery document.</summary>
    public const string DiscoveryPath = ".well-known/openid-configuration";

    /// <summary>Path of the published keys.</summary>
    public const string KeySetPath = ".well-known/jwks";

    /// <summary>Builds the authority; nothing listens until it is started.</summary>
    /// <param name="options">What it needs to know.</param>
    /// <param name="configure">Changes the host before it is built, e.g. where its logs go.</param>
    /// <returns>An application to start, stop and dispose of.</returns>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    /// <exception cref="InvalidDataException">The folder of signing keys holds a file that is no key.</exception>
    public static WebApplication Create(AuthorityOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var trust = new CertificateTrust(options.ClientRoots, options.Time);
        var ring = new SigningKeyRing(options.KeyFolder, options.KeyRotation, options.AccessTokenLifetime, options.Time);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => MutualTls.Listen(kestrel, options, trust));
        builder.Services.AddSingleton(options).AddSingleton(trust).AddSingleton(options.Time).AddSingleton(_ => ring);
        builder.Services.AddHostedService<KeyTurner>();
        AddKeys(builder.Services, ring);
        builder.Services.AddOpenIddict().AddServer(server => Configure(server, options));
        builder.Services.PostConfigure<OpenIddictServerOptions>(KeepOnlyMutualTls);
        builder.Services.AddAuthentication();
        // The framework tells each step of each token; a warning is what it need tell.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        configure?.Invoke(builder);

        var application = builder.Build();
        application.UseAuthentication();
        return application;
    }

    private static void Configure(OpenIddictServerBuilder server, AuthorityOptions options)
    {
        server.SetIssuer(options.Issuer);
        server.SetTokenEndpointUris(TokenPath);
        server.SetConfigurationEndpointUris(DiscoveryPath);
        server.SetJsonWebKeySetEndpointUris(KeySetPath);
        server.AllowClientCredentialsFlow();
        server.EnableDegradedMode();
        server.EnablePublicKeyInfrastructureTlsClientAuthentication(WithoutKeys(options.ClientRoots));
        server.UseClientCertificateBoundAccessTokens();
        server.SetAccessTokenLifetime(options.AccessTokenLifetime);
        server.DisableAccessTokenEncryption();
        // Scopes are the agreements', and these change while the authority runs.
        server.DisableScopeValidation();
        // Demanded by the framework, used by nothing here.
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
        server.UseAspNetCore();

        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(
            handler => handler.UseSingletonHandler<ValidateTokenRequest>());
        server.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(
            handler => handler.UseSingletonHandler<IssueToken>());
        server.AddEventHandler<OpenIddictServerEvents.GenerateTokenContext>(
            handler => handler.UseSingletonHandler<TrimToken>().SetOrder(TrimToken.Order));
        server.AddEventHandler<OpenIddictServerEvents.ApplyConfigurationResponseContext>(
            handler => handler.UseSingletonHandler<TrimDiscovery>().SetOrder(int.MinValue));
    }

    private static void AddKeys(IServiceCollection services, SigningKeyRing ring)
    {
        var keys = new KeyRingOptions(ring);
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(keys);
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(keys);
    }

    private static void KeepOnlyMutualTls(OpenIddictServerOptions options)
    {
        options.ClientAuthenticationMethods.Clear();
        options.ClientAuthenticationMethods.Add(OpenIddictConstants.ClientAuthenticationMethods.TlsClientAuth);
    }

    // The framework takes no root that carries its private key.
    private static X509Certificate2Collection WithoutKeys(IEnumerable<X509Certificate2> roots) =>
        [.. roots.Select(root => X509CertificateLoader.LoadCertificate(root.RawData))];
}
