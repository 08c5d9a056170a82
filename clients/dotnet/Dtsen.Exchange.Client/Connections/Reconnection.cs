using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>
/// Goes on with a stream on a new connection where the one before broke, some times in a row, each after a longer wait. Not safe for
/// several threads.
/// </summary>
/// <param name="maxFailures">So many failures in a row are one too many.</param>
/// <param name="time">Clock by which it waits.</param>
/// <param name="cancellation">Gives up.</param>
internal sealed class Reconnection(int maxFailures, TimeProvider time, CancellationToken cancellation)
{
    private int _failures;

    /// <summary>Reads from whichever connection there is.</summary>
    /// <param name="readAsync">Connects where there is no connection, and reads.</param>
    /// <param name="closeAsync">Drops a connection that broke.</param>
    /// <exception cref="RpcException">The exchange refused, or stayed away.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> readAsync, Func<Task> closeAsync)
    {
        while (true)
        {
            try
            {
                return await readAsync();
            }
            catch (RpcException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (RpcException failure) when (PassingFault.Is(failure) && ++_failures < maxFailures)
            {
                await closeAsync();
            }

            await Task.Delay(Backoff.After(_failures), time, cancellation);
        }
    }

    /// <summary>The exchange answered: failures are counted anew.</summary>
    public void Answered() => _failures = 0;

    /// <summary>What a stream ended with that owes answers and gives no reason.</summary>
    public static RpcException Ended() =>
        new(new Status(StatusCode.Unavailable, "The exchange ended the stream before everything was answered."));
}
