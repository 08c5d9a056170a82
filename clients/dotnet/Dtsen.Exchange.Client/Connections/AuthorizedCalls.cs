using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>
/// Every call with a token. A unary call whose token is refused is made once more with another; one that finds the exchange away is made
/// again, where the method may be called twice. A stream is opened once: what it has carried only its owner knows.
/// </summary>
/// <param name="attempt">Makes the attempt of a call of a method.</param>
/// <param name="time">Clock.</param>
internal sealed class AuthorizedCalls(Func<IMethod, CallAttempt> attempt, TimeProvider time) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        new UnaryAttempts<TRequest, TResponse>(attempt, time, request, context, continuation).Start();

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        using var attempts = new UnaryAttempts<TRequest, TResponse>(attempt, time, request, context, (message, next) =>
        {
            // On a thread of the pool, so that a caller that blocks one does not wait for itself.
            var answer = Task.Run(() => continuation(message, next));
            return new AsyncUnaryCall<TResponse>(
                answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }).Start();
        return attempts.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var made = attempt(context.Method);
        var call = continuation(request, With(context, made));
        return new AsyncServerStreamingCall<TResponse>(
            new AnswerWatch<TResponse>(call.ResponseStream, made),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var made = attempt(context.Method);
        var call = continuation(With(context, made));
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, new AnswerWatch<TResponse>(call.ResponseStream, made),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(With(context, attempt(context.Method)));

    internal static ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, CallAttempt attempt)
        where TRequest : class
        where TResponse : class =>
        new(context.Method, context.Host, attempt.AddTo(context.Options));
}
