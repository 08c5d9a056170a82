using Dtsen.Exchange.Client.Connections;
using Dtsen.Exchange.Contracts.Desil.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Desil;

/// <summary>A stream of lookups over one connection after another, of which its reader sees one.</summary>
internal sealed class StreamSession(
    DesilService.DesilServiceClient desil,
    QueryPages pages,
    StreamStart start,
    StreamLimits limits,
    TimeProvider time,
    CancellationToken cancellation) : IAsyncDisposable
{
    private readonly Reconnection _reconnection = new(limits.MaxFailures, time, cancellation);
    private AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse>? _call;
    private StreamStart _start = start;
    private bool _opened;
    private Task<bool> _sending = Task.FromResult(true);

    /// <summary>The next page of answers; null at the end.</summary>
    /// <exception cref="RpcException">The exchange refused, or stayed away.</exception>
    public Task<StreamDesilResponse?> NextAsync() => _reconnection.ReadAsync(ReadAsync, CloseAsync);

    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>
    /// Sends what there is room for, and reads the answer to the first page that has none. An answer may come while a page is being sent:
    /// neither side waits for the other to take what it says.
    /// </summary>
    private async Task<StreamDesilResponse?> ReadAsync()
    {
        _call ??= desil.StreamDesil(cancellationToken: cancellation);
        Task<bool>? reading = null;
        while (true)
        {
            if (_sending.IsCompleted)
            {
                if (!await _sending)
                {
                    throw await WhyAsync(_call, reading);
                }

                if (pages.HasRoom)
                {
                    _sending = SendAsync(_call);
                }
                else if (pages.IsDone)
                {
                    await EndAsync(_call);
                    return null;
                }
            }

            reading ??= pages.Waits ? _call.ResponseStream.MoveNext(cancellation) : null;
            if (reading is null || (!reading.IsCompleted && !_sending.IsCompleted))
            {
                await Task.WhenAny(_sending, reading ?? _sending);
            }

            if (reading is not null && (reading.IsCompleted || !pages.HasRoom))
            {
                return await reading ? Take(_call.ResponseStream.Current) : throw Reconnection.Ended();
            }
        }
    }

    private StreamDesilResponse Take(StreamDesilResponse answers)
    {
        pages.Answered(answers.Items.Count);
        _start = _start.GoingOn(answers.Info.ReadAt.Release);
        _reconnection.Answered();
        return answers;
    }

    /// <summary>Sends the next page, if there is one; false where the connection does not take it.</summary>
    private async Task<bool> SendAsync(AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse> call)
    {
        if (await pages.NextAsync() is not { } page)
        {
            return true;
        }

        // The first page on a connection chooses the release: the one that was read before, where one was.
        page.ForPeriod = _opened ? "" : _start.ForPeriod;
        page.AsOfRelease = _opened ? "" : _start.AsOfRelease;
        page.ContinuesRelease = _opened ? "" : _start.ContinuesRelease;
        _opened = true;
        try
        {
            await call.RequestStream.WriteAsync(page, cancellation);
            return true;
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>Why a connection takes no more, which its reader knows. What it still answers is asked for again.</summary>
    private async Task<RpcException> WhyAsync(
        AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse> call, Task<bool>? reading)
    {
        try
        {
            while (await (reading ?? call.ResponseStream.MoveNext(cancellation)))
            {
                reading = null;
            }

            return Reconnection.Ended();
        }
        catch (RpcException refusal)
        {
            return refusal;
        }
    }

    private async Task EndAsync(AsyncDuplexStreamingCall<StreamDesilRequest, StreamDesilResponse> call)
    {
        try
        {
            await call.RequestStream.CompleteAsync();
            await call.ResponseStream.MoveNext(cancellation);
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // Everything is answered: how the connection ends matters no more.
        }
    }

    private async Task CloseAsync()
    {
        _call?.Dispose();
        // It may still read the source, which nobody else may meanwhile.
        await ((Task)_sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sending = Task.FromResult(true);
        _call = null;
        _opened = false;
        pages.Rewind();
    }
}
