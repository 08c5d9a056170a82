using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>
/// Asks a node about people drawn by chance, over some connections. Everybody is asked for with the nomor KK as proof, and found.
/// </summary>
internal sealed class Asker : IAsyncDisposable
{
    private readonly DesilService.DesilServiceClient[] _services;
    private readonly ReadOnlyMemory<PersonNumbers> _people;
    private readonly Func<Task> _close;

    private Asker(
        ReadOnlyMemory<PersonNumbers> people, IEnumerable<DesilService.DesilServiceClient> services, Func<Task> close)
    {
        _people = people;
        _services = [.. services];
        _close = close;
    }

    /// <summary>Asks a node.</summary>
    public static Asker OfNode(BenchmarkWorld world, ServerProcess server, ReadOnlyMemory<PersonNumbers> people, int connections)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => world.NewClient(server)).ToList();
        return new Asker(people, clients.Select(client => client.With(BenchmarkWorld.Context).Desil), async () =>
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        });
    }

    /// <summary>Asks a <see cref="BareServer"/>.</summary>
    public static Asker OfBare(BenchmarkWorld world, ServerProcess server, ReadOnlyMemory<PersonNumbers> people, int connections)
    {
        var channels = Enumerable.Range(0, connections).Select(_ => BareChannel.To(server, world.ConnectionTo(server))).ToList();
        return new Asker(people, channels.Select(channel => new DesilService.DesilServiceClient(channel)), () =>
        {
            channels.ForEach(channel => channel.Dispose());
            return Task.CompletedTask;
        });
    }

    /// <summary>Asks about one person.</summary>
    /// <param name="lane">Which of the calls in flight it is: decides the connection.</param>
    /// <param name="chance">Draws the person.</param>
    public async Task<GetDesilResponse> AskAsync(int lane, Random chance) =>
        await _services[lane % _services.Length].GetDesilAsync(new GetDesilRequest { Query = Draw(chance) });

    /// <summary>Asks about many in one call.</summary>
    public Task<BulkGetDesilResponse> AskManyAsync(int lane, Random chance, int count) => AskManyAsync(lane, DrawMany(chance, count));

    /// <summary>Asks about many in one call.</summary>
    public async Task<BulkGetDesilResponse> AskManyAsync(int lane, BulkGetDesilRequest request) =>
        await _services[lane % _services.Length].BulkGetDesilAsync(request);

    /// <summary>A question about many.</summary>
    public BulkGetDesilRequest DrawMany(Random chance, int count)
    {
        var request = new BulkGetDesilRequest();
        for (var i = 0; i < count; i++)
        {
            request.Queries.Add(Draw(chance));
        }

        return request;
    }

    public async ValueTask DisposeAsync() => await _close();

    /// <summary>A question about somebody.</summary>
    public DesilQuery Draw(Random chance)
    {
        var person = _people.Span[chance.Next(_people.Length)];
        return new DesilQuery
        {
            Nik = PersonNumbers.Text(person.Nik),
            ProofFamilyNumber = PersonNumbers.Text(person.FamilyNumber),
        };
    }
}
