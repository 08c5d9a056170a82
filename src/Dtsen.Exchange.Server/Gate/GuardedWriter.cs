using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>The answers of a stream: masked, and none after the gate has ended it.</summary>
internal sealed class GuardedWriter<T>(IServerStreamWriter<T> inner, OpenStream open, Admission admission) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message)
    {
        if (open.Refusal is { } refusal)
        {
            throw refusal;
        }

        GateInterceptor.Mask(admission, message);
        return inner.WriteAsync(message, open.Ended);
    }
}
