using System.Globalization;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Grpc.Core;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.Bulk;

/// <summary>
/// BulkGetDesil as somebody would write it who has the people in PostgreSQL: one prepared statement a call, over connections that stay
/// open. It answers what the exchange answers to an application that may read desil nasional.
/// </summary>
internal sealed class PostgreSqlDesil : DesilService.DesilServiceBase, IAsyncDisposable
{
    private const string Find = "select nik, family, nasional, status from people where nik = any($1)";

    private readonly PreparedCommands _finds;

    private PostgreSqlDesil(PreparedCommands finds) => _finds = finds;

    /// <summary>Connects.</summary>
    public static async Task<PostgreSqlDesil> ConnectAsync(string connectionString, int connections, CancellationToken cancellation) =>
        new(await PreparedCommands.ConnectAsync(
            connectionString, Find, () => [new NpgsqlParameter<long[]> { TypedValue = [] }], connections, cancellation));

    public override async Task<BulkGetDesilResponse> BulkGetDesil(BulkGetDesilRequest request, ServerCallContext context)
    {
        var niks = new long[request.Queries.Count];
        for (var row = 0; row < niks.Length; row++)
        {
            niks[row] = Number(request.Queries[row].Nik);
        }

        var people = await FindAsync(niks, context.CancellationToken);
        var response = new BulkGetDesilResponse();
        response.Items.Capacity = niks.Length;
        for (var row = 0; row < niks.Length; row++)
        {
            var proof = Number(request.Queries[row].ProofFamilyNumber);
            response.Items.Add(new BulkDesilItem
            {
                Answer = people.TryGetValue(niks[row], out var person) && person.Family == proof
                    ? AnswerOf(person)
                    : new DesilAnswer { Outcome = DesilOutcome.NotFound },
            });
        }

        return response;
    }

    public ValueTask DisposeAsync() => _finds.DisposeAsync();

    private async Task<Dictionary<long, Person>> FindAsync(long[] niks, CancellationToken cancellation)
    {
        var people = new Dictionary<long, Person>(niks.Length);
        var find = await _finds.TakeAsync(cancellation);
        ((NpgsqlParameter<long[]>)find.Parameters[0]).TypedValue = niks;
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                people[reader.GetInt64(0)] = new Person(reader.GetInt64(1), reader.GetInt16(2), (NikStatus)reader.GetInt16(3));
            }
        }

        await _finds.ReturnAsync(find, cancellation);
        return people;
    }

    private static DesilAnswer AnswerOf(Person person) => person switch
    {
        { Status: NikStatus.Deceased } => new DesilAnswer { Outcome = DesilOutcome.Meninggal },
        { Status: NikStatus.Inactive } => new DesilAnswer { Outcome = DesilOutcome.NikTidakAktif },
        { Status: NikStatus.Duplicate } => new DesilAnswer { Outcome = DesilOutcome.NikGanda },
        { Nasional: 0 } => new DesilAnswer { Outcome = DesilOutcome.BelumAdaDesil },
        _ => new DesilAnswer { Outcome = DesilOutcome.Ranked, DesilNasional = (uint)person.Nasional },
    };

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private readonly record struct Person(long Family, short Nasional, NikStatus Status);
}
