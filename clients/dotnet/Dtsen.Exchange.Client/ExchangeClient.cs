using Dtsen.Exchange.Client.Connections;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Client;

/// <summary>
/// A connection to the exchange: shows the certificate, fetches and renews the token, and calls again what may be called again when the
/// exchange cannot be reached for a moment. One for the life of an application; safe for concurrent use.
/// A refusal is an <see cref="RpcException"/>, which <see cref="ExchangeError.From(RpcException)"/> reads.
/// </summary>
public sealed class ExchangeClient : IAsyncDisposable
{
    /// <summary>Largest message taken: a page of 5,000 families, or what sealing has set aside.</summary>
    private const int MaxReceive = 64 * 1024 * 1024;

    private readonly TokenEndpoint _endpoint;
    private readonly NodeChannels _nodes;
    private readonly CallInvoker _invoker;
    private readonly ExchangeServices _services;

    /// <summary>Makes a client; nothing is connected until the first call.</summary>
    /// <exception cref="ArgumentException">An option cannot be right; the message says which.</exception>
    public ExchangeClient(ExchangeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _endpoint = new TokenEndpoint(options);
        var tokens = new AccessTokens(_endpoint, options.Time);
        _nodes = new NodeChannels([options.Exchange, .. options.OtherNodes], node => GrpcChannel.ForAddress(node, new GrpcChannelOptions
        {
            HttpHandler = MutualTls.CreateHandler(options),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxReceive,
        }));
        var readAt = options.KeepsReadAt ? new ReadAtMemory() : null;
        _invoker = _nodes.Intercept(new AuthorizedCalls(method => new CallAttempt(method, tokens, _nodes, readAt), options.Time));
        _services = new ExchangeServices(_invoker);
    }

    /// <summary>Lookup of desil, without a context: a method that asks for a purpose refuses.</summary>
    public Contracts.Desil.V1.DesilService.DesilServiceClient Desil => _services.Desil;

    /// <summary>Releases: for BPS.</summary>
    public Contracts.Release.V1.ReleaseService.ReleaseServiceClient Release => _services.Release;

    /// <summary>Events of people and families: for Dukcapil.</summary>
    public Contracts.Population.V1.PopulationService.PopulationServiceClient Population => _services.Population;

    /// <summary>The agreement of the application; for auditors all of them.</summary>
    public Contracts.Partner.V1.PartnerService.PartnerServiceClient Partner => _services.Partner;

    /// <summary>The record of every call.</summary>
    public Contracts.AccessLog.V1.AccessLogService.AccessLogServiceClient AccessLog => _services.AccessLog;

    /// <summary>The services, with purpose, acting party, end user and reference in every call.</summary>
    public ExchangeServices With(CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ExchangeServices(_invoker.Intercept(context.AddTo));
    }

    /// <summary>Closes the connection; calls that are under way are cancelled.</summary>
    public ValueTask DisposeAsync()
    {
        _nodes.Dispose();
        _endpoint.Dispose();
        return ValueTask.CompletedTask;
    }
}
