using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Benchmarks.Record;

/// <summary>
/// The gate without its quota, budget of misses and record, to be compared with the gate. It exists here alone: no option of a node leaves
/// a step out.
/// </summary>
internal sealed class UnrecordedGate(Gate gate) : Interceptor
{
    /// <summary>Puts it in the place of the gate.</summary>
    public static void Replace(ILoggingBuilder host)
    {
        // Nothing is recorded, so no connection holds anything.
        host.Services.AddSingleton<ConnectionStep>((connection, next) => next(connection));
        host.Services.Configure<GrpcServiceOptions>(grpc =>
        {
            grpc.Interceptors.Clear();
            grpc.Interceptors.Add<UnrecordedGate>();
        });
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var admission = await gate.AdmitAsync(context);
        var response = await continuation(request, context);
        GateInterceptor.Mask(admission, response);
        return response;
    }
}
