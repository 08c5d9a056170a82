using System.Collections.Concurrent;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>
/// The nodes that calls go to: all in turn. Only what is about an upload goes to the node that has its families, once one has said which.
/// </summary>
internal sealed class NodeChannels : CallInvoker, IDisposable
{
    private readonly Func<Uri, GrpcChannel> _open;
    private readonly ConcurrentDictionary<Uri, Lazy<GrpcChannel>> _channels = new();
    private readonly CallInvoker[] _inTurn;
    private volatile CallInvoker? _uploads;
    private uint _turn;

    /// <param name="nodes">Addresses, one at least.</param>
    /// <param name="open">Opens a channel to one; nothing is connected before its first call.</param>
    public NodeChannels(IReadOnlyList<Uri> nodes, Func<Uri, GrpcChannel> open)
    {
        _open = open;
        _inTurn = [.. nodes.Select(InvokerOf)];
    }

    /// <summary>Takes note of how a call of a method failed: where an upload is, or that it is not there any more.</summary>
    public void Learn(IMethod method, ExchangeError error)
    {
        if (error.Reason == ErrorReason.UploadElsewhere)
        {
            _uploads = error.Metadata.TryGetValue("address", out var address)
                && Uri.TryCreate(address, UriKind.Absolute, out var node)
                && node.Scheme == Uri.UriSchemeHttps
                    ? InvokerOf(node)
                    : null;
        }
        else if (error.IsUnreachable && IsOfUpload(method))
        {
            _uploads = null;
        }
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        For(method).BlockingUnaryCall(method, host, options, request);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        For(method).AsyncUnaryCall(method, host, options, request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        For(method).AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        For(method).AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        For(method).AsyncDuplexStreamingCall(method, host, options);

    public void Dispose()
    {
        foreach (var channel in _channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Dispose();
        }
    }

    private static bool IsOfUpload(IMethod method) =>
        method.ServiceName == ReleaseService.Descriptor.FullName
        && method.Name is nameof(ReleaseService.ReleaseServiceClient.UploadRanking)
            or nameof(ReleaseService.ReleaseServiceClient.SealRelease);

    private CallInvoker For(IMethod method) =>
        IsOfUpload(method) && _uploads is { } uploads
            ? uploads
            : _inTurn[Interlocked.Increment(ref _turn) % (uint)_inTurn.Length];

    private CallInvoker InvokerOf(Uri node) =>
        _channels.GetOrAdd(node, address => new Lazy<GrpcChannel>(() => _open(address))).Value.CreateCallInvoker();
}
