using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client;

/// <summary>The services of the exchange, each by its generated client. Safe for concurrent use; costs nothing to make.</summary>
public sealed class ExchangeServices
{
    internal ExchangeServices(CallInvoker invoker)
    {
        Desil = new DesilService.DesilServiceClient(invoker);
        Matching = new MatchingService.MatchingServiceClient(invoker);
        Release = new ReleaseService.ReleaseServiceClient(invoker);
        Population = new PopulationService.PopulationServiceClient(invoker);
        Partner = new PartnerService.PartnerServiceClient(invoker);
        AccessLog = new AccessLogService.AccessLogServiceClient(invoker);
    }

    /// <summary>Lookup of desil.</summary>
    public DesilService.DesilServiceClient Desil { get; }

    /// <summary>Matching of records.</summary>
    public MatchingService.MatchingServiceClient Matching { get; }

    /// <summary>Releases: for BPS.</summary>
    public ReleaseService.ReleaseServiceClient Release { get; }

    /// <summary>Events of people and families: for Dukcapil.</summary>
    public PopulationService.PopulationServiceClient Population { get; }

    /// <summary>The agreement of the application; for auditors all of them.</summary>
    public PartnerService.PartnerServiceClient Partner { get; }

    /// <summary>The record of every call: rekam jejak, receipts' proofs, and for auditors the entries.</summary>
    public AccessLogService.AccessLogServiceClient AccessLog { get; }
}
