using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The answers of a stream, of which its attempt takes note: of each, and of how it ends.</summary>
internal sealed class AnswerWatch<T>(IAsyncStreamReader<T> inner, CallAttempt attempt) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            if (!await inner.MoveNext(cancellationToken))
            {
                return false;
            }

            attempt.Answered(inner.Current!);
            return true;
        }
        catch (RpcException failure)
        {
            attempt.Failed(failure);
            throw;
        }
    }
}
