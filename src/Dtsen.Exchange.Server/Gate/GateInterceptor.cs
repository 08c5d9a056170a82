using Dtsen.Exchange.Server.Pages;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// The one way in: every call of every service passes here, is admitted or refused, and has its answers masked. A fault inside becomes an
/// INTERNAL that says nothing; the log names the fault's type and place, never its message, which could hold what was asked.
/// </summary>
internal sealed class GateInterceptor(
    Gate gate, QuotaStep quota, RecordStep record, OpenStreams streams, ILogger<GateInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admission? admission = null;
        try
        {
            admission = await gate.AdmitAsync(context);
            await quota.EnterAsync(admission, request, context.CancellationToken);
            var response = await continuation(request, context);
            Mask(admission, response);
            await quota.SettleAsync(admission);
            record.Answer(admission);
            return response;
        }
        catch (Exception fault) when (ToRefusal(fault, context) is { } refusal)
        {
            await quota.SettleAsync(admission);
            record.Refuse(admission, context, refusal);
            throw refusal;
        }
        finally
        {
            QuotaStep.Leave(admission);
        }
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        StreamAsync(null, context, async (admission, open) =>
        {
            var response = await continuation(new GuardedReader<TRequest>(requestStream, open, quota), context);
            Mask(admission, response);
            return response;
        });

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        StreamAsync(request, context, async (admission, open) =>
        {
            await continuation(request, new GuardedWriter<TResponse>(responseStream, open, admission, quota, record), context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        StreamAsync(null, context, async (admission, open) =>
        {
            await continuation(
                new GuardedReader<TRequest>(requestStream, open, quota),
                new GuardedWriter<TResponse>(responseStream, open, admission, quota, record),
                context);
            return true;
        });

    /// <summary>Clears what the agreement does not grant.</summary>
    internal static void Mask<TResponse>(Admission admission, TResponse response)
    {
        if (admission.Caller is { } caller)
        {
            // Items of a page were masked as they were added.
            caller.Mask.Apply(response is PageAnswer page ? page.Rest : (IMessage)response!);
        }
    }

    private async Task<TResult> StreamAsync<TResult>(
        object? request, ServerCallContext context, Func<Admission, OpenStream, Task<TResult>> run)
    {
        Admission? admission = null;
        try
        {
            admission = await gate.AdmitAsync(context);
            await quota.OpenAsync(admission, request, context.CancellationToken);
            record.Open(admission);
        }
        catch (Exception fault) when (ToRefusal(fault, context) is { } refusal)
        {
            QuotaStep.Leave(admission);
            record.Refuse(admission, context, refusal);
            throw refusal;
        }

        try
        {
            var result = await RunAsync(admission, context, run);
            await quota.SettleAsync(admission);
            record.End(admission, null);
            return result;
        }
        catch (Exception fault) when (ToRefusal(fault, context) is { } refusal)
        {
            await quota.SettleAsync(admission);
            record.End(admission, refusal);
            throw refusal;
        }
        finally
        {
            QuotaStep.Leave(admission);
        }
    }

    private async Task<TResult> RunAsync<TResult>(
        Admission admission, ServerCallContext context, Func<Admission, OpenStream, Task<TResult>> run)
    {
        using var open = streams.Open(admission, context);
        admission.Caller?.Ended = open.Ended;
        try
        {
            var result = await run(admission, open);
            return open.Refusal is { } late ? throw late : result;
        }
        catch (Exception) when (open.Refusal is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>
    /// What the caller gets: a refusal as it is, STORAGE_FAILED where a disk refused, any other fault as INTERNAL, which what may be stored
    /// or not is too; for one that hung up, CANCELLED.
    /// </summary>
    private RpcException ToRefusal(Exception exception, ServerCallContext context)
    {
        if (exception is RpcException refusal)
        {
            return refusal;
        }

        if (exception is OperationCanceledException or IOException && context.CancellationToken.IsCancellationRequested)
        {
            return new RpcException(new Status(StatusCode.Cancelled, "The caller hung up."));
        }

        var refused = Storage.Refused(exception);
        if (refused is not null)
        {
            log.StorageFailed(context.Method, refused.GetType().FullName!);
        }
        else
        {
            log.CallFailed(context.Method, exception.GetType().FullName!, exception.StackTrace ?? "");
        }

        return Storage.RefusalOf(exception, refused);
    }
}
