using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Register.People;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Bulk;

/// <summary>The people of a release as a table of PostgreSQL.</summary>
internal static class PostgreSqlTable
{
    private const string Create = """
        create table people (
            nik bigint not null, family bigint not null, desa bigint not null, nasional smallint not null, provinsi smallint not null,
            kabupaten smallint not null, basis smallint not null, status smallint not null)
        """;

    /// <summary>Fills it in order of NIK, so that the rows of neighbours are neighbours, as they are in the release.</summary>
    public static async Task FillAsync(BenchmarkRun run, PostgreSqlSide server, string releaseFolder)
    {
        var clock = Stopwatch.StartNew();
        await server.ExecuteAsync("begin");
        await server.ExecuteAsync(Create);
        CopyRows(server, releaseFolder);
        await server.ExecuteAsync("commit");
        await server.ExecuteAsync("alter table people add constraint people_key primary key (nik)");
        await server.ExecuteAsync("vacuum (analyze, freeze) people");
        await server.WarmAsync("people", "people_key");
        var seconds = clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        run.Say($"PostgreSQL {server.Connection.PostgreSqlVersion} filled in {seconds} s: "
            + $"table {await server.SizeAsync("people")}, index {await server.SizeAsync("people_key")}.");
    }

    private static void CopyRows(PostgreSqlSide server, string releaseFolder)
    {
        using var people = PeopleTable.Open(releaseFolder);
        using var copy = server.Connection.BeginBinaryImport("copy people from stdin (format binary)");
        foreach (var row in people.Rows)
        {
            var nik = BinaryPrimitives.ReadInt64LittleEndian(row);
            var person = new PersonRow(row, null!);
            var desil = person.Desil;
            copy.StartRow();
            copy.Write(nik, NpgsqlDbType.Bigint);
            copy.Write((long)person.FamilyNumber, NpgsqlDbType.Bigint);
            copy.Write((long)person.Desa, NpgsqlDbType.Bigint);
            copy.Write((short)(desil.Nasional?.Value ?? 0), NpgsqlDbType.Smallint);
            copy.Write((short)(desil.Provinsi?.Value ?? 0), NpgsqlDbType.Smallint);
            copy.Write((short)(desil.KabupatenKota?.Value ?? 0), NpgsqlDbType.Smallint);
            copy.Write((short)desil.Basis, NpgsqlDbType.Smallint);
            copy.Write((short)person.Status, NpgsqlDbType.Smallint);
        }

        copy.Complete();
    }
}
