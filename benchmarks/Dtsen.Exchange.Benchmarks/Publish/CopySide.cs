using System.Diagnostics;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Type.V1;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>
/// The same records in PostgreSQL: a table of families and one of members, each filled by a binary COPY over a connection of its own, side
/// by side, in the transaction that creates it, so that nothing goes through the log; then their primary keys, side by side too.
/// </summary>
internal sealed class CopySide(PostgreSqlSide server)
{
    /// <summary>Fills the tables anew.</summary>
    public async Task<PublishedOnce> LoadAsync(IReadOnlyList<KabupatenSource> sources, CancellationToken cancellation)
    {
        await server.ExecuteAsync("drop table if exists families, members");
        var cpu = server.Cpu;
        var clock = Stopwatch.StartNew();
        await using var other = new NpgsqlConnection(server.ConnectionString);
        await other.OpenAsync(cancellation);
        await ExecuteAsync(server.Connection, "begin; " + CopyRows.CreateFamilies, cancellation);
        await ExecuteAsync(other, "begin; " + CopyRows.CreateMembers, cancellation);
        var (families, people) = Copy(server.Connection, other, sources, cancellation);
        await Task.WhenAll(
            ExecuteAsync(server.Connection, "commit; alter table families add primary key (nomor_kk)", cancellation),
            ExecuteAsync(other, "commit; alter table members add primary key (nik)", cancellation));
        var wall = clock.Elapsed;
        return new PublishedOnce(wall, server.Cpu - cpu, people, families, await SizeAsync(cancellation), 0);
    }

    /// <summary>Nomor KK and desil nasional by NIK, for comparing.</summary>
    public async Task<(long FamilyNumber, int Desil)> FindAsync(ulong nik, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select nomor_kk, desil_nasional from members join families using (nomor_kk) where nik = $1", server.Connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = (long)nik } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt16(1));
    }

    private static (long Families, long People) Copy(
        NpgsqlConnection one, NpgsqlConnection other, IReadOnlyList<KabupatenSource> sources, CancellationToken cancellation)
    {
        using var families = one.BeginBinaryImport("copy families from stdin (format binary)");
        using var members = other.BeginBinaryImport("copy members from stdin (format binary)");
        var (familyCount, memberCount) = (0L, 0L);
        foreach (var source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var wire in source.Families())
            {
                var family = Family.Parser.ParseFrom(wire.Span);
                var number = CopyRows.Write(families, family);
                foreach (var member in family.Members)
                {
                    CopyRows.Write(members, number, member);
                }

                familyCount++;
                memberCount += family.Members.Count;
            }
        }

        families.Complete();
        members.Complete();
        return (familyCount, memberCount);
    }

    private async Task<long> SizeAsync(CancellationToken cancellation)
    {
        const string size = "select (pg_total_relation_size('families') + pg_total_relation_size('members'))::bigint";
        await using var command = new NpgsqlCommand(size, server.Connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statements, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
