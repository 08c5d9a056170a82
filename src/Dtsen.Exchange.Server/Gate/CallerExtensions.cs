using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>How a service gets at its caller, who travels with the HTTP request.</summary>
internal static class CallerExtensions
{
    /// <summary>The caller that the gate admitted.</summary>
    public static Caller Caller(this ServerCallContext context) =>
        context.GetHttpContext().Features.Get<Caller>() ?? throw new InvalidOperationException("The call did not pass the gate.");

    /// <summary>Hands the admitted caller to the service.</summary>
    public static void Admit(this ServerCallContext context, Caller caller) => context.GetHttpContext().Features.Set(caller);
}
