using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>The answers of a stream: masked, charged, recorded, and none after the gate has ended it.</summary>
internal sealed class GuardedWriter<T>(
    IServerStreamWriter<T> inner, OpenStream open, Admission admission, QuotaStep quota, RecordStep record)
    : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (open.Refusal is { } refusal)
        {
            throw refusal;
        }

        GateInterceptor.Mask(admission, message);
        await quota.SettleAsync(admission);
        record.Page(admission);
        if (!cancellationToken.CanBeCanceled)
        {
            await inner.WriteAsync(message, open.Cut);
            return;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(open.Cut, cancellationToken);
        await inner.WriteAsync(message, both.Token);
    }
}
