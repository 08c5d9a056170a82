using System.Diagnostics;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>
/// The same records in PostgreSQL: a table of families and one of members, each filled by a binary COPY over a connection of its own, side
/// by side, in the transaction that creates it, so that nothing goes through the log; then their primary keys, side by side too.
/// </summary>
internal sealed class CopySide(PostgreSqlSide server, CopyFiles files)
{
    private const int PieceSize = 1 << 18;

    /// <summary>Fills the tables anew.</summary>
    public async Task<PublishedOnce> LoadAsync(CancellationToken cancellation)
    {
        await server.ExecuteAsync("drop table if exists families, members");
        await using var other = await server.ConnectAsync(cancellation);
        var cpu = server.Cpu;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            FillAsync(server.Connection, CopyRows.CreateFamilies, "families", files.Families, "nomor_kk", cancellation),
            FillAsync(other, CopyRows.CreateMembers, "members", files.Members, "nik", cancellation));
        var wall = clock.Elapsed;
        var used = server.Cpu - cpu;
        return new PublishedOnce(
            wall, used, await NumberAsync("select count(*) from members", cancellation),
            await NumberAsync("select count(*) from families", cancellation),
            await NumberAsync("select (pg_total_relation_size('families') + pg_total_relation_size('members'))::bigint", cancellation), 0);
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

    private static async Task FillAsync(
        NpgsqlConnection connection, string create, string table, string path, string key, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "begin; " + create, cancellation);
        await using (var file = File.OpenRead(path))
        await using (var rows = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancellation))
        {
            await file.CopyToAsync(rows, PieceSize, cancellation);
        }

        await ExecuteAsync(connection, $"commit; alter table {table} add primary key ({key})", cancellation);
    }

    private async Task<long> NumberAsync(string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, server.Connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statements, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
