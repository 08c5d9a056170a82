using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// All streams that are open: each is judged again, four times a second, by the state of that moment, so that a suspension, a revocation, a
/// switch or the end of a token ends it within a second.
/// </summary>
internal sealed class OpenStreams(Gate gate, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<OpenStream, byte> _open = new();

    public OpenStream Open(Admission admission, CancellationToken call)
    {
        var stream = new OpenStream(admission, closed => _open.TryRemove(closed, out _), call);
        _open.TryAdd(stream, 0);
        return stream;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (stream, _) in _open)
            {
                try
                {
                    await gate.JudgeAgainAsync(stream.Admission);
                }
                catch (RpcException refusal)
                {
                    stream.End(refusal);
                }
            }
        }
    }
}
