using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>What the exchange is made of, area by area.</summary>
internal static class Composition
{
    /// <summary>Largest message that a client may send: a page of 5,000 families.</summary>
    private const int MaxReceive = 16 * 1024 * 1024;

    public static void AddExchangeLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Dtsen", LogLevel.Information);
    }

    public static void AddGate(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxReceive;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<GateInterceptor>();
        });
        services.AddSingleton<AccessTableSource>();
        services.AddSingleton(provider => provider.GetRequiredService<AccessTableSource>().Table);
        services.AddSingleton<IDocumentRetriever>(new AuthorityDocuments(options.AuthorityRoots));
        services.AddSingleton(new TokenTrust(options.Authority.AbsoluteUri.TrimEnd('/'), options.Audience));
        services.AddSingleton<CertificateStep>();
        services.AddSingleton<TokenStep>();
        services.AddSingleton<AgreementStep>();
        services.AddSingleton<FeatureStep>();
        services.AddSingleton<PurposeStep>();
        services.AddSingleton<ActingPartyStep>();
        services.AddSingleton<MaskTable>();
        services.AddSingleton<Gate.Gate>();
        services.AddSingleton<GateInterceptor>();
        services.AddSingleton<OpenStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenStreams>());
    }

    public static void AddExchangeServices(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton(new EndUserSecrets(EndUserKeyFile.ReadOrCreate(options.EndUserKeyFile)));
        services.AddSingleton<DesilService>();
        services.AddSingleton<PartnerService>();
        services.AddGrpcHealthChecks().AddCheck<NodeHealth>("node");
        services.AddGrpcReflection();
    }
}
