using Dtsen.Exchange.Server.Pages;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>The methods of <see cref="DesilService"/> whose messages are pages.</summary>
internal sealed class DesilMethods : IServiceMethodProvider<DesilService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<DesilService> context)
    {
        context.AddUnaryMethod(
            PageMethod.Of<DesilPage>("dtsen.desil.v1.DesilService.BulkGetDesil", MethodType.Unary),
            PageMethod.Metadata,
            (service, request, call) => service.BulkGetDesil(request, call));
        context.AddDuplexStreamingMethod(
            PageMethod.Of<DesilPage>("dtsen.desil.v1.DesilService.StreamDesil", MethodType.DuplexStreaming),
            PageMethod.Metadata,
            (service, requests, responses, call) => service.StreamDesil(requests, responses, call));
    }
}
