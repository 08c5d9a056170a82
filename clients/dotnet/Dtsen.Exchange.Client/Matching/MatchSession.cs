using System.Collections.Concurrent;
using System.Threading.Channels;
using Dtsen.Exchange.Client.Connections;
using Dtsen.Exchange.Contracts.Matching.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Matching;

/// <summary>Pages over one connection after another, of which their reader sees one.</summary>
internal sealed class MatchSession<T>(
    MatchingService.MatchingServiceClient matching,
    StreamMatchRequest terms,
    IEnumerator<MatchPage<T>> pages,
    TimeProvider time,
    CancellationToken cancellation) : IAsyncDisposable
{
    private const int PagesUnderWay = 4;
    private const int MaxFailures = 6;

    private readonly Reconnection _reconnection = new(MaxFailures, time, cancellation);

    // Read from the source and not answered, the oldest first: they are sent again on the next connection.
    private readonly ConcurrentQueue<MatchPage<T>> _unanswered = new();
    private AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse>? _call;
    private Channel<MatchPage<T>> _sent = Channel.CreateBounded<MatchPage<T>>(PagesUnderWay);
    private CancellationTokenSource? _stop;
    private Task _sending = Task.CompletedTask;
    private string _release = "";

    /// <summary>The next page with its answers; null at the end.</summary>
    /// <exception cref="RpcException">The exchange refused, or stayed away.</exception>
    public Task<AnsweredPage<T>?> NextAsync() => _reconnection.ReadAsync(ReadAsync, CloseAsync);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        pages.Dispose();
    }

    private async Task<AnsweredPage<T>?> ReadAsync()
    {
        var call = _call ?? Open();
        if (!await _sent.Reader.WaitToReadAsync(cancellation))
        {
            await EndAsync(call);
            return null;
        }

        // It is taken out only when it is answered: what is under way stays bounded.
        _sent.Reader.TryPeek(out var page);
        StreamMatchResponse? answers = null;
        if (page!.Records.Count > 0)
        {
            answers = await call.ResponseStream.MoveNext(cancellation) ? call.ResponseStream.Current : throw Reconnection.Ended();
            _reconnection.Answered();
            _release = answers.Info.ReadAt.Release;
        }

        _unanswered.TryDequeue(out _);
        _sent.Reader.TryRead(out _);
        return new AnsweredPage<T>(page, answers);
    }

    private AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse> Open()
    {
        _call = matching.StreamMatch(cancellationToken: cancellation);
        _sent = Channel.CreateBounded<MatchPage<T>>(PagesUnderWay);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (call, sent, first, stop) = (_call, _sent.Writer, First(), _stop.Token);
        _sending = Task.Run(() => SendAsync(call, sent, first, stop), CancellationToken.None);
        return _call;
    }

    /// <summary>What the first page on a connection says: it goes on in the release that answers were read from already.</summary>
    private StreamMatchRequest First()
    {
        var first = terms.Clone();
        if (_release.Length > 0 && first.AsOfRelease.Length == 0)
        {
            (first.ForPeriod, first.ContinuesRelease) = ("", _release);
        }

        return first;
    }

    /// <summary>Sends what has no answer yet, then what the source has. Why a page was not taken, its reader is told.</summary>
    private async Task SendAsync(
        AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse> call,
        ChannelWriter<MatchPage<T>> sent,
        StreamMatchRequest request,
        CancellationToken stop)
    {
        try
        {
            foreach (var page in _unanswered.ToArray())
            {
                request = await SendAsync(call, sent, page, request, stop);
            }

            while (!stop.IsCancellationRequested && pages.MoveNext())
            {
                _unanswered.Enqueue(pages.Current);
                request = await SendAsync(call, sent, pages.Current, request, stop);
            }

            sent.Complete();
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception fault)
        {
            sent.TryComplete(fault);
        }
    }

    /// <summary>Sends a page; what the next one says besides its records is returned: the first alone has the terms.</summary>
    private static async Task<StreamMatchRequest> SendAsync(
        AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse> call,
        ChannelWriter<MatchPage<T>> sent,
        MatchPage<T> page,
        StreamMatchRequest request,
        CancellationToken stop)
    {
        await sent.WriteAsync(page, stop);
        if (page.Records.Count == 0)
        {
            return request;
        }

        request.Records.AddRange(page.Records);
        await call.RequestStream.WriteAsync(request, stop);
        return new StreamMatchRequest();
    }

    private async Task EndAsync(AsyncDuplexStreamingCall<StreamMatchRequest, StreamMatchResponse> call)
    {
        try
        {
            await call.ResponseStream.MoveNext(cancellation);
        }
        catch (RpcException)
        {
            // Everything is answered: how the connection ends matters no more.
        }
    }

    private async Task CloseAsync()
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
        }

        _call?.Dispose();

        // It may still read the source, which nobody else may meanwhile.
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop?.Dispose();
        (_call, _stop) = (null, null);
    }
}
