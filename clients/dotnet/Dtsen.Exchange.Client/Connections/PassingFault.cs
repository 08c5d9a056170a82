using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>Whether a stream that ended may do better on a new connection.</summary>
internal static class PassingFault
{
    /// <summary>Whether the connection broke, or the exchange says that another one may help.</summary>
    public static bool Is(RpcException failure)
    {
        var error = ExchangeError.From(failure);
        return error.Reason switch
        {
            ErrorReason.Unspecified => error.ReasonName.Length == 0
                && failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown,
            ErrorReason.NodeNotReady or ErrorReason.UploadElsewhere or ErrorReason.ReadAtNotReached => true,
            ErrorReason.Internal or ErrorReason.AgreementChanged => true,
            ErrorReason.TokenExpired or ErrorReason.TokenInvalid or ErrorReason.TokenNotBound => true,
            _ => false,
        };
    }
}
