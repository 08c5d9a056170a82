using System.Net;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The authority gave no token: told as the end of the call that needed one.</summary>
internal static class TokenRefusal
{
    public static RpcException Of(HttpStatusCode status, OAuthError? error)
    {
        if ((int)status >= 500 || status is HttpStatusCode.TooManyRequests)
        {
            return new RpcException(new Status(StatusCode.Unavailable, $"The authority answered {(int)status}: try again later."));
        }

        var reason = error?.Error is null ? $"it answered {(int)status}." : $"{error.Error}: {error.Description}";
        return new RpcException(new Status(StatusCode.Unauthenticated, $"The authority gives no token: {reason}"));
    }

    public static RpcException NotUnderstood(string reason) =>
        new(new Status(StatusCode.FailedPrecondition, $"This is not the authority that was expected: {reason}"));

    public static RpcException Unreachable(Uri authority, Exception fault) =>
        new(new Status(StatusCode.Unavailable, $"The authority at {authority} cannot be reached.", fault));
}
