using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>The requests of a stream, each charged as it comes, until the gate ends it.</summary>
internal sealed class GuardedReader<T>(IAsyncStreamReader<T> inner, OpenStream open, QuotaStep quota) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken))
        {
            return false;
        }

        await quota.PageAsync(open.Admission, inner.Current!, open.Ended);
        return true;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!cancellationToken.CanBeCanceled)
            {
                return await inner.MoveNext(open.Ended);
            }

            using var both = CancellationTokenSource.CreateLinkedTokenSource(open.Ended, cancellationToken);
            return await inner.MoveNext(both.Token);
        }
        catch (Exception fault) when (IsUnreadable(fault) && !open.Ended.IsCancellationRequested)
        {
            throw Problems.Unreadable();
        }
    }

    /// <summary>What gRPC throws at bytes that are no message: at the prefix of one, at its end, and within.</summary>
    private static bool IsUnreadable(Exception fault) => fault
        is InvalidProtocolBufferException or InvalidDataException or IOException or RpcException { StatusCode: StatusCode.Internal };
}
