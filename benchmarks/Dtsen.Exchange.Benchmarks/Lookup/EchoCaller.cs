using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Benchmarks.Harness;
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
        _channels = [.. Enumerable.Range(0, connections).Select(_ => NewChannel(server, options))];
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

    private static GrpcChannel NewChannel(ServerProcess server, ExchangeClientOptions options)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.AddRange(options.Roots.ToArray());
        return GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificateContext = SslStreamCertificateContext.Create(options.Certificate, null, offline: true),
                    CertificateChainPolicy = chain,
                },
            },
        });
    }
}
