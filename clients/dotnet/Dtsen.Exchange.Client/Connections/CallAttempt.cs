using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>One attempt of a call: what it carries, and what the next one may learn from how it goes.</summary>
/// <param name="method">The method that is called.</param>
/// <param name="tokens">Tokens.</param>
/// <param name="nodes">Where calls go.</param>
/// <param name="readAt">What answers were read at; null where it is not kept.</param>
internal sealed class CallAttempt(IMethod method, AccessTokens tokens, NodeChannels nodes, ReadAtMemory? readAt)
{
    private AccessToken? _used;

    /// <summary>Options with which the attempt carries the token, and the state that it must not fall behind.</summary>
    public CallOptions AddTo(CallOptions options)
    {
        var credentials = CallCredentials.FromInterceptor(async (context, headers) =>
        {
            _used = await tokens.GetAsync(context.CancellationToken);
            headers.Add("authorization", "Bearer " + _used.Value);
        });
        var carrying = options.WithCredentials(
            options.Credentials is null ? credentials : CallCredentials.Compose(options.Credentials, credentials));
        return readAt is null ? carrying : carrying.WithHeaders(readAt.AddTo(options.Headers));
    }

    /// <summary>Takes note of an answer.</summary>
    public void Answered(object answer) => readAt?.Learn(answer);

    /// <summary>Takes note of why it failed, and drops the token where that is it.</summary>
    /// <returns>Whether another token may help.</returns>
    public bool Failed(RpcException failure)
    {
        var error = ExchangeError.From(failure);
        nodes.Learn(method, error);
        var refused = failure.StatusCode == StatusCode.Unauthenticated
            && error.Reason is ErrorReason.TokenExpired or ErrorReason.TokenInvalid or ErrorReason.TokenNotBound;
        if (refused && _used is not null)
        {
            tokens.Drop(_used);
        }

        return refused;
    }
}
