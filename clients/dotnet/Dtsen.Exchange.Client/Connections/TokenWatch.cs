using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The answers of a stream; a token that ends it is not used again.</summary>
internal sealed class TokenWatch<T>(IAsyncStreamReader<T> inner, CallToken token) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.MoveNext(cancellationToken);
        }
        catch (RpcException failure)
        {
            token.DropIfRefused(failure);
            throw;
        }
    }
}
