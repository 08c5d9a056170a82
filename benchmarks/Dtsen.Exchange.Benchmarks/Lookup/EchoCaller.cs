using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Client;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Benchmarks.Lookup;

/// <summary>Calls the echo over some connections with the application's certificate.</summary>
internal sealed class EchoCaller : IDisposable
{
    private readonly GrpcChannel[] _channels;
    private readonly EchoService.EchoServiceClient[] _services;
    private readonly EchoRequest _request;

    /// <param name="server">The echo.</param>
    /// <param name="options">With what the application connects.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="sizes">Length of a lookup's request and of its answer.</param>
    public EchoCaller(ServerProcess server, ExchangeClientOptions options, int connections, (int Request, int Answer) sizes)
    {
        _channels = [.. Enumerable.Range(0, connections).Select(_ => BareChannel.To(server, options))];
        _services = [.. _channels.Select(channel => new EchoService.EchoServiceClient(channel))];
        // A field of bytes has two bytes before it, and the length of the answer takes three.
        _request = new EchoRequest
        {
            Payload = ByteString.CopyFrom(new byte[sizes.Request - 5]),
            AnswerLength = (uint)sizes.Answer - 2,
        };
    }

    /// <summary>Length of the request.</summary>
    public int RequestLength => _request.CalculateSize();

    public async Task<EchoResponse> CallAsync(int lane) => await _services[lane % _services.Length].EchoAsync(_request);

    public void Dispose()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }
    }
}
