using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>How a service gets at its caller.</summary>
internal static class CallerExtensions
{
    private static readonly object Key = new();

    /// <summary>The caller that the gate admitted.</summary>
    public static Caller Caller(this ServerCallContext context) => (Caller)context.UserState[Key];

    /// <summary>Hands the admitted caller to the service.</summary>
    public static void Admit(this ServerCallContext context, Caller caller) => context.UserState[Key] = caller;
}
