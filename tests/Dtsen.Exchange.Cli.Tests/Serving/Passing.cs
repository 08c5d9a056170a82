using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>A client that does not give up while nodes come and go.</summary>
internal static class Passing
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes a call until it is answered.</summary>
    /// <param name="call">May be made twice.</param>
    /// <param name="isPassing">Which faults of the exchange itself pass too.</param>
    public static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call, Func<ExchangeError, bool> isPassing)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException failure) when (
                TimeProvider.System.GetElapsedTime(begun) < Bound && (Is(failure) || isPassing(ExchangeError.From(failure))))
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>
    /// Whether a call failed because a node died or is not ready. A killed node keeps its share of a rate until its lease ends or it is back.
    /// </summary>
    public static bool Is(RpcException failure)
    {
        var error = ExchangeError.From(failure);
        return error.ReasonName.Length > 0
            ? failure.StatusCode == StatusCode.Unavailable || error.Reason == ErrorReason.RateExceeded
            : failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown;
    }
}
