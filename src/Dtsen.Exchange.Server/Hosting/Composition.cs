using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.AccessLogs;
using Dtsen.Exchange.Server.Artefacts;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Matching;
using Dtsen.Exchange.Server.Nodes;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.State;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
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
        // What fails in a service the gate logs, without the message; what remains is requests that cannot be read.
        builder.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.Critical);
    }

    /// <summary>The database, whose schema is brought up to date before anything else starts, and the change log in it.</summary>
    public static void AddStores(this IServiceCollection services, ExchangeOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        services.AddSingleton(_ => Database.Open(options.Database ?? "sqlite:" + Path.Combine(options.DataFolder, "exchange.db")));
        services.AddHostedService<SchemaUpgrade>();
        services.AddSingleton(provider => new ChangeLog(provider.GetRequiredService<Database>(), options.Time));
        services.AddSingleton<IArtefactContent>(provider => options.ArtefactFolder is { } folder
            ? new FolderContent(folder)
            : new DatabaseContent(provider.GetRequiredService<Database>()));
        services.AddSingleton<ArtefactStore>();
    }

    /// <summary>What the node knows: the files become entries of the change log, and the entries its state, before it answers.</summary>
    public static void AddState(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton(_ => WilayahTable.Load(Path.Combine(options.ConfigFolder, "wilayah")));
        services.AddSingleton(_ => VariableCatalogue.Load(Path.Combine(options.ConfigFolder, "variables.v1.json")));
        services.AddSingleton<ConfigImports>();
        services.AddHostedService<ConfigWatcher>();
        services.AddSingleton(provider => new ChangeLogFollower(
            provider.GetRequiredService<ChangeLog>(), options.Time, provider.GetRequiredService<ILogger<ChangeLogFollower>>()));
        services.AddSingleton(provider => new NodeStateSource(provider.GetRequiredService<ChangeLogFollower>(), options.MaxStateAge));
        services.AddSingleton(provider => new NodeView(provider.GetRequiredService<NodeStateSource>()));
        services.AddSingleton<CurrentPopulation>();
        services.AddSingleton<NodeRegistry>();
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<StateFollower>();
    }

    /// <summary>Releases: their files on this node, and BPS's service.</summary>
    public static void AddReleases(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton(_ => ReleaseKeys.Load(options.ReleaseKeysFolder));
        services.AddSingleton(provider => new ReleaseFiles(
            Path.Combine(options.DataFolder, "releases"), provider.GetRequiredService<ReleaseKeys>()));
        services.AddSingleton(_ => ComparisonBounds.Load(Path.Combine(options.ConfigFolder, "release-bounds.json")));
        services.AddSingleton<ReleaseStore>();
        services.AddSingleton<ReleaseUploads>();
        services.AddSingleton<ReleaseOwners>();
        services.AddSingleton<ReleaseArtefacts>();
        services.AddSingleton<ReleaseStagings>();
        services.AddSingleton<Staging>();
        services.AddHostedService(provider => provider.GetRequiredService<Staging>());
        services.AddSingleton<Sealing>();
        services.AddSingleton<Publication>();
        services.AddSingleton<ReleaseService>();
        services.AddHostedService<EffectiveDays>();
        services.AddSingleton<Retirement>();
        services.AddHostedService(provider => provider.GetRequiredService<Retirement>());
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
        services.AddSingleton<IDocumentRetriever>(new AuthorityDocuments(options.AuthorityRoots, options.BackChannelCertificate));
        services.AddSingleton(options.Time);
        services.AddSingleton(new TokenTrust(options.Authority.AbsoluteUri.TrimEnd('/'), options.Audience));
        services.AddSingleton<CertificateStep>();
        services.AddSingleton<AuthorityKeys>();
        services.AddSingleton<TokenStep>();
        services.AddSingleton<ReadAtStep>();
        services.AddSingleton<AgreementStep>();
        services.AddSingleton<MaskTable>();
        services.AddSingleton<Gate.Gate>();
        services.AddSingleton<GateInterceptor>();
        services.AddSingleton<OpenStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenStreams>());
    }

    /// <summary>Quotas; what is on lease goes back when the node stops.</summary>
    public static void AddQuotas(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton<QuotaStore>();
        services.AddSingleton<QuotaBook>();
        services.AddSingleton<RateShareStore>();
        services.AddSingleton(provider => new RateShares(
            provider.GetRequiredService<RateShareStore>(), options.NodeName, options.Time,
            provider.GetRequiredService<ILogger<RateShares>>()));
        services.AddHostedService(provider => provider.GetRequiredService<RateShares>());
        services.AddHostedService(provider => provider.GetRequiredService<QuotaBook>());
        services.AddSingleton<QuotaStep>();
    }

    /// <summary>The record of every call, open before the first one is taken.</summary>
    public static void AddAccessLog(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton(_ => new SubjectKey(SecretKeyFile.ReadOrCreate(options.SubjectKeyFile)));
        services.AddSingleton(_ => new CheckpointSigner(
            "exchange/" + options.NodeName, SecretKeyFile.ReadOrCreate(options.CheckpointKeyFile).AsSpan(0, SecretKeyFile.KeySize)));
        services.AddSingleton(provider => new AccessRecorder(
            Path.Combine(options.DataFolder, "access-log"),
            options.AccessLogLimits,
            provider.GetRequiredService<CheckpointSigner>(),
            provider.GetRequiredService<SubjectKey>(),
            provider.GetRequiredService<ILogger<AccessRecorder>>()));
        services.AddSingleton<ConnectionStep>(provider =>
        {
            var log = provider.GetRequiredService<AccessRecorder>().Log;
            return (connection, next) => HeldConnection.RunAsync(connection, next, log);
        });
        services.AddSingleton<RecordStep>();
        services.AddSingleton<AccessLogService>();
        services.AddHostedService<SegmentExports>();
    }

    public static void AddExchangeServices(this IServiceCollection services, ExchangeOptions options)
    {
        services.AddSingleton(new EndUserSecrets(SecretKeyFile.ReadOrCreate(options.EndUserKeyFile)));
        services.AddSingleton<DesilService>();
        services.AddSingleton<IServiceMethodProvider<DesilService>, DesilMethods>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<PopulationService>();
        services.AddSingleton<MatchTries>();
        services.AddSingleton<MatchingService>();
        services.AddSingleton<IServiceMethodProvider<MatchingService>, MatchMethods>();
        services.AddSingleton<SuspensionStore>();
        services.AddSingleton<PartnerService>();
        services.AddGrpcHealthChecks().AddCheck<NodeHealth>("node");
        services.AddGrpcReflection();
    }
}
