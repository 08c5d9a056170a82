using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Dtsen.Exchange.Contracts.Release.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// One connection of an upload: asks what is durable, sends the rest, several kabupaten side by side, and ends when everything is
/// acknowledged. It keeps nothing that a next connection needs: that is with the exchange.
/// </summary>
internal sealed class UploadSession(
    AsyncDuplexStreamingCall<UploadRankingRequest, UploadRankingResponse> call, UploadState state, UploadLimits limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, UploadLane> _lanes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private volatile Exception? _sourceFault;

    /// <exception cref="RpcException">The connection broke, or the exchange refused.</exception>
    public async Task RunAsync(string releaseId, IReadOnlyList<KabupatenSource> sources, CancellationToken cancellation)
    {
        await WriteAsync(new UploadRankingRequest { Open = new OpenUpload { ReleaseId = releaseId } }, cancellation);
        if (!await call.ResponseStream.MoveNext(cancellation) || call.ResponseStream.Current.Opened is not { } opened)
        {
            throw Ended();
        }

        state.Open(opened);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadAsync(cancellation);
        var sending = SendAllAsync(sources, over.Token);
        await Task.WhenAny(reading, sending);
        if (!sending.IsCompletedSuccessfully)
        {
            await FailAsync(reading, sending, over);
        }

        try
        {
            await call.RequestStream.CompleteAsync();
            await reading;
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // Everything is acknowledged: how the connection ends matters no more.
        }
    }

    public void Dispose()
    {
        _writing.Dispose();
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    /// <summary>Ends with what is the cause: a fault at the source, or else what the exchange said last.</summary>
    private async Task FailAsync(Task reading, Task sending, CancellationTokenSource over)
    {
        if (_sourceFault is not null)
        {
            call.Dispose();
        }

        // Where writing failed the call is over, and its reader knows why.
        await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        await over.CancelAsync();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        if (_sourceFault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        await reading;
        throw Ended();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            if (call.ResponseStream.Current.Position is { } position)
            {
                state.Acknowledge(position);
                if (_lanes.TryGetValue(position.KodeKabupatenKota, out var lane))
                {
                    lane.Acknowledge(position);
                }
            }
        }
    }

    private Task SendAllAsync(IReadOnlyList<KabupatenSource> sources, CancellationToken cancellation) => Parallel.ForEachAsync(
        sources.Where(source => state.MustRestart(source) || !state.PositionOf(source).Complete).ToList(),
        new ParallelOptions { MaxDegreeOfParallelism = limits.SideBySide, CancellationToken = cancellation },
        async (source, cancelled) =>
        {
            try
            {
                await SendAsync(source, cancelled);
            }
            catch (Exception fault) when (fault is not (RpcException or OperationCanceledException))
            {
                // Kept apart: the cancellation that it causes would hide it.
                _sourceFault = fault;
                throw;
            }
        });

    private async Task SendAsync(KabupatenSource source, CancellationToken cancellation)
    {
        var lane = _lanes.GetOrAdd(source.KodeKabupatenKota, _ => new UploadLane(limits.Window));
        if (state.MustRestart(source))
        {
            var restarted = lane.NextAsync(position => position.Rows == 0);
            await WriteAsync(
                new UploadRankingRequest { Restart = new RestartKabupaten { KodeKabupatenKota = source.KodeKabupatenKota } }, cancellation);
            await restarted.WaitAsync(cancellation);
            state.Restarted(source);
        }

        using var pages = new RankingPages(source, state.PositionOf(source).Rows, limits);
        foreach (var page in pages.Read())
        {
            await lane.EnterAsync(page.FirstRow + page.Families.Count, cancellation);
            await WriteAsync(new UploadRankingRequest { Page = page }, cancellation);
        }

        var completed = lane.NextAsync(position => position.Complete);
        await WriteAsync(new UploadRankingRequest { Complete = pages.Complete() }, cancellation);
        await completed.WaitAsync(cancellation);
    }

    /// <summary>A stream takes one message at a time.</summary>
    private async Task WriteAsync(UploadRankingRequest message, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await call.RequestStream.WriteAsync(message, cancellation);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException)
        {
            // The call is over: why, its reader knows.
            throw Ended();
        }
        finally
        {
            _writing.Release();
        }
    }

    private static RpcException Ended() =>
        new(new Status(StatusCode.Unavailable, "The exchange ended the upload before everything was acknowledged."));
}
