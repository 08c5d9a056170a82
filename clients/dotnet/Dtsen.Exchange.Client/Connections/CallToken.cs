using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The token of one attempt: which one it was is known when the attempt fails.</summary>
internal sealed class CallToken(AccessTokens tokens)
{
    private AccessToken? _used;

    /// <summary>Options with which the attempt carries the token.</summary>
    public CallOptions AddTo(CallOptions options)
    {
        var credentials = CallCredentials.FromInterceptor(async (context, headers) =>
        {
            _used = await tokens.GetAsync(context.CancellationToken);
            headers.Add("authorization", "Bearer " + _used.Value);
        });
        return options.WithCredentials(
            options.Credentials is null ? credentials : CallCredentials.Compose(options.Credentials, credentials));
    }

    /// <summary>Drops the token where it is why the attempt failed.</summary>
    /// <returns>Whether another token may help.</returns>
    public bool DropIfRefused(RpcException failure)
    {
        var refused = failure.StatusCode == StatusCode.Unauthenticated
            && ExchangeError.From(failure).Reason is ErrorReason.TokenExpired or ErrorReason.TokenInvalid or ErrorReason.TokenNotBound;
        if (refused && _used is not null)
        {
            tokens.Drop(_used);
        }

        return refused;
    }
}
