using System.Runtime.ExceptionServices;
using Dtsen.Exchange.Client.Connections;
using Dtsen.Exchange.Contracts.Population.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Population;

/// <summary>A report over one connection after another, of which its reader sees one.</summary>
internal sealed class ReportSession(
    PopulationService.PopulationServiceClient population,
    EventPages pages,
    ReportLimits limits,
    TimeProvider time,
    CancellationToken cancellation) : IAsyncDisposable
{
    private AsyncDuplexStreamingCall<ReportEventsRequest, ReportEventsResponse>? _call;
    private CancellationTokenSource? _sendingEnds;
    private Task _sending = Task.CompletedTask;
    private Exception? _sourceFault;
    private int _failures;

    /// <summary>The next page and its answer; null at the end.</summary>
    /// <exception cref="RpcException">The exchange refused, or stayed away.</exception>
    public async Task<(ReportEventsRequest Page, ReportEventsResponse Answer)?> NextAsync()
    {
        while (true)
        {
            try
            {
                if (_call is null)
                {
                    Connect();
                }

                if (await _call!.ResponseStream.MoveNext(cancellation))
                {
                    var answer = _call.ResponseStream.Current;
                    _failures = 0;
                    return (pages.Answered(answer), answer);
                }

                ThrowFaultOfSource();
                return pages.IsDone
                    ? null
                    : throw new RpcException(new Status(StatusCode.Unavailable, "The exchange ended before everything was acknowledged."));
            }
            catch (RpcException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (RpcException failure)
            {
                await CloseAsync();
                ThrowFaultOfSource();
                if (!PassingFault.Is(failure) || ++_failures >= limits.MaxFailures)
                {
                    throw;
                }
            }

            await Task.Delay(Backoff.After(_failures), time, cancellation);
        }
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    private void Connect()
    {
        pages.Rewind();
        _call = population.ReportEvents(cancellationToken: cancellation);
        _sendingEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _sending = SendAsync(_call, _sendingEnds.Token);
    }

    /// <summary>Sends what there is room for while answers are read: neither side waits for the other to take what it says.</summary>
    private async Task SendAsync(AsyncDuplexStreamingCall<ReportEventsRequest, ReportEventsResponse> call, CancellationToken ends)
    {
        try
        {
            while (await pages.NextAsync(ends) is { } page)
            {
                try
                {
                    await call.RequestStream.WriteAsync(page, ends);
                }
                catch (Exception fault) when (fault is RpcException or InvalidOperationException or IOException)
                {
                    // The connection takes no more: why, its reader knows.
                    return;
                }
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception fault) when (fault is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // It is over.
        }
        catch (Exception fault)
        {
            _sourceFault = fault;
            call.Dispose();
        }
    }

    private void ThrowFaultOfSource()
    {
        if (_sourceFault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private async Task CloseAsync()
    {
        if (_call is null)
        {
            return;
        }

        await _sendingEnds!.CancelAsync();
        _call.Dispose();
        await _sending;
        _sendingEnds.Dispose();
        _call = null;
    }
}
