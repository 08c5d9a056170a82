using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>
/// Asks a node about people drawn by chance, over some connections. Everybody is asked for with the nomor KK as proof, and found.
/// </summary>
internal sealed class Asker : IAsyncDisposable
{
    private readonly ExchangeClient[] _clients;
    private readonly DesilService.DesilServiceClient[] _services;
    private readonly ReadOnlyMemory<PersonNumbers> _people;

    public Asker(BenchmarkWorld world, ServerProcess server, ReadOnlyMemory<PersonNumbers> people, int connections)
    {
        _people = people;
        _clients = [.. Enumerable.Range(0, connections).Select(_ => world.NewClient(server))];
        _services = [.. _clients.Select(client => client.With(BenchmarkWorld.Context).Desil)];
    }

    /// <summary>Asks about one person.</summary>
    /// <param name="lane">Which of the calls in flight it is: decides the connection.</param>
    /// <param name="chance">Draws the person.</param>
    public async Task<GetDesilResponse> AskAsync(int lane, Random chance) =>
        await _services[lane % _services.Length].GetDesilAsync(new GetDesilRequest { Query = Draw(chance) });

    /// <summary>Asks about many in one call.</summary>
    public async Task<BulkGetDesilResponse> AskManyAsync(int lane, Random chance, int count)
    {
        var request = new BulkGetDesilRequest();
        for (var i = 0; i < count; i++)
        {
            request.Queries.Add(Draw(chance));
        }

        return await _services[lane % _services.Length].BulkGetDesilAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

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
