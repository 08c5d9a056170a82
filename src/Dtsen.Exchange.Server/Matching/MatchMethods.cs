using Dtsen.Exchange.Server.Pages;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>The methods of <see cref="MatchingService"/> whose messages are pages.</summary>
internal sealed class MatchMethods : IServiceMethodProvider<MatchingService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<MatchingService> context)
    {
        context.AddUnaryMethod(
            PageMethod.Of<MatchPage>("dtsen.matching.v1.MatchingService.BulkMatch", MethodType.Unary),
            PageMethod.Metadata,
            (service, request, call) => service.BulkMatch(request, call));
        context.AddDuplexStreamingMethod(
            PageMethod.Of<MatchPage>("dtsen.matching.v1.MatchingService.StreamMatch", MethodType.DuplexStreaming),
            PageMethod.Metadata,
            (service, requests, responses, call) => service.StreamMatch(requests, responses, call));
    }
}
