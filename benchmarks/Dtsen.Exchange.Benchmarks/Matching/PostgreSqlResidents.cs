using Dtsen.Exchange.Benchmarks.PostgreSql;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>The people of a nation as a table of PostgreSQL, with what compares names.</summary>
internal static class PostgreSqlResidents
{
    private const string Create = """
        create extension fuzzystrmatch;
        create extension pg_trgm;
        create table residents (nik bigint not null, name text not null, born date not null, sex smallint not null, status smallint not null)
        """;

    /// <summary>Fills it in order of NIK, so that the rows of neighbours are neighbours, as they are in the release.</summary>
    public static async Task FillAsync(PostgreSqlSide server, IEnumerable<Registered> people)
    {
        await server.ExecuteAsync(Create);
        await using (var copy = await server.Connection.BeginBinaryImportAsync("copy residents from stdin (format binary)"))
        {
            foreach (var person in people.OrderBy(person => person.Number))
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(person.Number, NpgsqlDbType.Bigint);
                await copy.WriteAsync(person.Name.ToUpperInvariant(), NpgsqlDbType.Text);
                await copy.WriteAsync(person.Born, NpgsqlDbType.Date);
                await copy.WriteAsync((short)person.Sex, NpgsqlDbType.Smallint);
                await copy.WriteAsync((short)person.Status, NpgsqlDbType.Smallint);
            }

            await copy.CompleteAsync();
        }

        await server.ExecuteAsync("alter table residents add constraint residents_key primary key (nik)");
        await server.ExecuteAsync("vacuum (analyze, freeze) residents");
        await server.WarmAsync("residents", "residents_key");
    }
}
