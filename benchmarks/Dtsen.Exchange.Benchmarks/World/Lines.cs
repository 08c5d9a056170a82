using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>Clients of one service, each over a connection of its own.</summary>
/// <typeparam name="T">The client.</typeparam>
internal sealed class Lines<T> : IAsyncDisposable
{
    private readonly T[] _clients;
    private readonly Func<Task> _close;

    private Lines(IEnumerable<T> clients, Func<Task> close)
    {
        _clients = [.. clients];
        _close = close;
    }

    /// <summary>The client for one of the calls in flight.</summary>
    public T this[int lane] => _clients[lane % _clients.Length];

    /// <summary>Connects to a node.</summary>
    public static Lines<T> ToNode(BenchmarkWorld world, ServerProcess server, int connections, Func<ExchangeServices, T> service)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => world.NewClient(server)).ToList();
        return new Lines<T>(clients.Select(client => service(client.With(BenchmarkWorld.Context))), async () =>
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        });
    }

    /// <summary>Connects to a <see cref="BareServer"/>.</summary>
    public static Lines<T> ToBare(BenchmarkWorld world, ServerProcess server, int connections, Func<GrpcChannel, T> service)
    {
        var channels = Enumerable.Range(0, connections).Select(_ => BareChannel.To(server, world.ConnectionTo(server))).ToList();
        return new Lines<T>(channels.Select(service), () =>
        {
            channels.ForEach(channel => channel.Dispose());
            return Task.CompletedTask;
        });
    }

    public async ValueTask DisposeAsync() => await _close();
}
