using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>
/// Asks a node about people drawn by chance, over some connections. Everybody is asked for with the nomor KK as proof, and found.
/// </summary>
internal sealed class Asker : IAsyncDisposable
{
    private readonly Lines<DesilService.DesilServiceClient> _services;
    private readonly ReadOnlyMemory<PersonNumbers> _people;

    private Asker(ReadOnlyMemory<PersonNumbers> people, Lines<DesilService.DesilServiceClient> services) =>
        (_people, _services) = (people, services);

    /// <summary>Asks a node.</summary>
    public static Asker OfNode(BenchmarkWorld world, ServerProcess server, ReadOnlyMemory<PersonNumbers> people, int connections) =>
        new(people, Lines<DesilService.DesilServiceClient>.ToNode(world, server, connections, services => services.Desil));

    /// <summary>Asks a <see cref="BareServer"/>.</summary>
    public static Asker OfBare(BenchmarkWorld world, ServerProcess server, ReadOnlyMemory<PersonNumbers> people, int connections) =>
        new(people, Lines<DesilService.DesilServiceClient>.ToBare(world, server, connections, channel => new(channel)));

    /// <summary>Asks about one person.</summary>
    /// <param name="lane">Which of the calls in flight it is: decides the connection.</param>
    /// <param name="chance">Draws the person.</param>
    public async Task<GetDesilResponse> AskAsync(int lane, Random chance) =>
        await _services[lane].GetDesilAsync(new GetDesilRequest { Query = Draw(chance) });

    /// <summary>Asks about many in one call.</summary>
    public Task<BulkGetDesilResponse> AskManyAsync(int lane, Random chance, int count) => AskManyAsync(lane, DrawMany(chance, count));

    /// <summary>Asks about many in one call.</summary>
    public async Task<BulkGetDesilResponse> AskManyAsync(int lane, BulkGetDesilRequest request) =>
        await _services[lane].BulkGetDesilAsync(request);

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

    public ValueTask DisposeAsync() => _services.DisposeAsync();

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
