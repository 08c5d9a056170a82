using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>
/// Calls any method, of whichever kind, with raw bytes: what a test says of every method holds for those that come later too.
/// </summary>
internal static class RawCall
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>Sends one request and takes every answer until the call ends.</summary>
    public static async Task<RawAnswer> RunAsync(CallInvoker invoker, MethodDescriptor descriptor, byte[] request)
    {
        var answers = new List<byte[]>();
        try
        {
            await RunAsync(invoker, MethodOf(descriptor), request, answers);
            return new RawAnswer(answers, null);
        }
        catch (RpcException refusal)
        {
            return new RawAnswer(answers, refusal);
        }
    }

    public static Method<byte[], byte[]> MethodOf(MethodDescriptor descriptor) => new(
        (descriptor.IsClientStreaming, descriptor.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (true, false) => MethodType.ClientStreaming,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.DuplexStreaming,
        },
        descriptor.Service.FullName,
        descriptor.Name,
        Bytes,
        Bytes);

    private static async Task RunAsync(CallInvoker invoker, Method<byte[], byte[]> method, byte[] request, List<byte[]> answers)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + Bound);
        switch (method.Type)
        {
            case MethodType.Unary:
                answers.Add(await invoker.AsyncUnaryCall(method, null, options, request));
                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await SendAsync(call.RequestStream, request);
                    answers.Add(await call);
                }

                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, request))
                {
                    await ReceiveAsync(call.ResponseStream, answers);
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await SendAsync(call.RequestStream, request);
                    await ReceiveAsync(call.ResponseStream, answers);
                }

                break;
        }
    }

    /// <summary>A server that refuses does not read: why it refused stands in the answer.</summary>
    private static async Task SendAsync(IClientStreamWriter<byte[]> stream, byte[] request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException or IOException)
        {
        }
    }

    private static async Task ReceiveAsync(IAsyncStreamReader<byte[]> stream, List<byte[]> answers)
    {
        while (await stream.MoveNext(CancellationToken.None))
        {
            answers.Add(stream.Current);
        }
    }
}

/// <summary>What came of a call.</summary>
internal sealed record RawAnswer(IReadOnlyList<byte[]> Answers, RpcException? Refusal)
{
    public StatusCode Code => Refusal?.StatusCode ?? StatusCode.OK;

    /// <summary>Reason in <c>ErrorInfo</c>; empty where there is none.</summary>
    public string Reason => Refusal?.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";
}
