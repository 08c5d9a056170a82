using System.Buffers.Binary;
using System.Text;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Register.People;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>The people of a release as a table of PostgreSQL, with what compares names.</summary>
internal static class PostgreSqlResidents
{
    private const string Create = """
        create table residents (nik bigint not null, name text not null, born date not null, sex smallint not null, status smallint not null)
        """;

    /// <summary>Fills it in order of NIK, so that the rows of neighbours are neighbours, as they are in the release.</summary>
    public static async Task FillAsync(PostgreSqlSide server, string releaseFolder)
    {
        await server.ExecuteAsync("create extension fuzzystrmatch");
        await server.ExecuteAsync("create extension pg_trgm");
        // Rows of a table that is made in the same transaction need no log.
        await server.ExecuteAsync("begin");
        await server.ExecuteAsync(Create);
        CopyRows(server, releaseFolder);
        await server.ExecuteAsync("commit");
        await server.ExecuteAsync("alter table residents add constraint residents_key primary key (nik)");
        await server.ExecuteAsync("vacuum (analyze, freeze) residents");
        await server.WarmAsync("residents", "residents_key");
    }

    private static void CopyRows(PostgreSqlSide server, string releaseFolder)
    {
        using var people = PeopleTable.Open(releaseFolder);
        using var copy = server.Connection.BeginBinaryImport("copy residents from stdin (format binary)");
        Span<byte> room = stackalloc byte[PersonLayout.MaximumNameBytes];
        foreach (var row in people.Rows)
        {
            var person = new PersonRow(row, null!);
            var longName = room[..people.ReadLongName(row, room)];
            var name = longName.IsEmpty ? row.Slice(PersonLayout.NameAt, row[PersonLayout.NameLengthAt]) : longName;
            copy.StartRow();
            copy.Write(BinaryPrimitives.ReadInt64LittleEndian(row), NpgsqlDbType.Bigint);
            copy.Write(Encoding.UTF8.GetString(name), NpgsqlDbType.Text);
            copy.Write(person.BirthDate, NpgsqlDbType.Date);
            copy.Write((short)person.Sex, NpgsqlDbType.Smallint);
            copy.Write((short)person.Status, NpgsqlDbType.Smallint);
        }

        copy.Complete();
    }
}
