using Dtsen.Exchange.Server.AccessLogs;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Hosting;
using Dtsen.Exchange.Server.Matching;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.Releases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server;

/// <summary>The exchange as a program: what it is made of, in the order in which it starts.</summary>
public static class ExchangeHost
{
    /// <summary>Builds an exchange; <see cref="WebApplication.StartAsync"/> starts it.</summary>
    /// <param name="options">What it is started with.</param>
    /// <param name="configure">Changes the host before it is built, e.g. where its logs go.</param>
    /// <exception cref="InvalidOperationException">
    /// A method of a service does not say who may call it, or the configuration cannot be used; the message says what to do.
    /// </exception>
    public static WebApplication Create(ExchangeOptions options, Action<WebApplicationBuilder>? configure = null) =>
        Create(options, configure, _ => { });

    /// <summary>The same with further services, which the gate guards like its own.</summary>
    internal static WebApplication Create(
        ExchangeOptions options, Action<WebApplicationBuilder>? configure, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddExchangeLogging();
        builder.ListenWithClientCertificates(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddStores(options);
        builder.Services.AddState(options);
        builder.Services.AddGate(options);
        builder.Services.AddQuotas(options);
        builder.Services.AddAccessLog(options);
        builder.Services.AddReleases(options);
        builder.Services.AddExchangeServices(options);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.AnswerUnreadableRequests();
        app.MapGrpcService<DesilService>().Add(PageMethod.Prefer);
        app.MapGrpcService<MatchingService>().Add(PageMethod.Prefer);
        app.MapGrpcService<PartnerService>();
        app.MapGrpcService<ReleaseService>();
        app.MapGrpcService<PopulationService>();
        app.MapGrpcService<AccessLogService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        map(app);
        app.Services.GetRequiredService<AccessTableSource>().Read(((IEndpointRouteBuilder)app).DataSources);
        return app;
    }
}
