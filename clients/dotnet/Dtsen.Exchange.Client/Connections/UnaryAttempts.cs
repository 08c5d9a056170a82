using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The attempts of one unary call, which its caller sees as one.</summary>
internal sealed class UnaryAttempts<TRequest, TResponse>(
    Func<IMethod, CallAttempt> attempt,
    TimeProvider time,
    TRequest request,
    ClientInterceptorContext<TRequest, TResponse> context,
    Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> continuation) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private const int MaxAttempts = 4;

    private readonly CancellationTokenSource _abandoned = new();
    private AsyncUnaryCall<TResponse>? _last;

    public AsyncUnaryCall<TResponse> Start()
    {
        var response = RunAsync();
        return new AsyncUnaryCall<TResponse>(
            response,
            HeadersAsync(response),
            () => _last?.GetStatus() ?? throw new InvalidOperationException("The call is not complete."),
            () => _last?.GetTrailers() ?? throw new InvalidOperationException("The call is not complete."),
            Dispose);
    }

    private async Task<TResponse> RunAsync()
    {
        var mayRepeat = IdempotentMethods.Contains(context.Method.FullName);
        var tokenWasRefused = false;
        for (var failures = 1; ; failures++)
        {
            var made = attempt(context.Method);
            try
            {
                _last = continuation(request, AuthorizedCalls.With(context, made));
                var response = await _last.ResponseAsync;
                made.Answered(response);
                return response;
            }
            catch (RpcException failure) when (made.Failed(failure) && !tokenWasRefused)
            {
                tokenWasRefused = true;
            }
            catch (RpcException failure) when (mayRepeat && failures < MaxAttempts && IsPassing(failure))
            {
                await WaitAsync(Backoff.After(failures), failure);
            }
        }
    }

    // A feature that is off stays off for longer than anybody waits here.
    private static bool IsPassing(RpcException failure) =>
        failure.StatusCode == StatusCode.Unavailable && ExchangeError.From(failure).Reason != ErrorReason.FeatureOff;

    private async Task WaitAsync(TimeSpan delay, RpcException failure)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (context.Options.Deadline is { } deadline && now + delay >= deadline)
        {
            throw failure;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token, context.Options.CancellationToken);
        try
        {
            await Task.Delay(delay, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled while it waited to try again."));
        }
    }

    /// <summary>Headers of the attempt that counted; none where the call failed, so that a failure is told once.</summary>
    private async Task<Metadata> HeadersAsync(Task<TResponse> response)
    {
        try
        {
            await response;
            return await _last!.ResponseHeadersAsync;
        }
        catch (RpcException)
        {
            return [];
        }
    }

    /// <summary>Gives up an attempt that is under way and the wait before another.</summary>
    public void Dispose()
    {
        // Cancelled rather than disposed of, which would be a fault to who waits; it holds neither timer nor handle.
        _abandoned.Cancel();
        _last?.Dispose();
    }
}
