using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// All streams that are open: each is judged again, four times a second, by the state of that moment, so that a suspension, a revocation, a
/// switch or the end of a token ends it within a second. A node that stops ends them all.
/// </summary>
internal sealed class OpenStreams(Gate gate, TimeProvider time, IHostApplicationLifetime life, ILogger<OpenStreams> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a write that is under way when its stream is ended may take.</summary>
    private static readonly TimeSpan WriteGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a stream that was ended may take to say so. Nothing passes in or out meanwhile; one that takes longer waits for something
    /// else than the stream, and is cut off.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OpenStream, byte> _open = new();

    public OpenStream Open(Admission admission, ServerCallContext call)
    {
        var stream = new OpenStream(
            admission, call.GetHttpContext(), closed => _open.TryRemove(closed, out _), call.CancellationToken);
        _open.TryAdd(stream, 0);
        if (life.ApplicationStopping.IsCancellationRequested)
        {
            stream.End(Problems.NodeStopping(), time.GetTimestamp());
        }

        return stream;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The listener, which stops first, waits for what is open: so this cannot wait for its own turn to stop.
        await using var stopping = life.ApplicationStopping.Register(EndAll);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (stream, _) in _open)
            {
                if (stream.Refusal is not null)
                {
                    var since = time.GetElapsedTime(stream.RefusedAt);
                    if (since > Patience)
                    {
                        stream.Abort();
                    }
                    else if (since > WriteGrace)
                    {
                        stream.CutWrite();
                    }
                }
                else if (await JudgeAsync(stream) is { } refusal)
                {
                    stream.End(refusal, time.GetTimestamp());
                }
            }
        }
    }

    private async ValueTask<RpcException?> JudgeAsync(OpenStream stream)
    {
        try
        {
            await gate.JudgeAgainAsync(stream.Admission);
            return null;
        }
        catch (RpcException refusal)
        {
            return refusal;
        }
        catch (Exception fault)
        {
            // A stream that cannot be judged does not go on; the others do.
            log.CallFailed(stream.Admission.Caller?.Method.Descriptor.FullName ?? "", fault.GetType().FullName!, fault.StackTrace ?? "");
            return Problems.Internal();
        }
    }

    private void EndAll()
    {
        foreach (var (stream, _) in _open)
        {
            stream.End(Problems.NodeStopping(), time.GetTimestamp());
        }
    }
}
