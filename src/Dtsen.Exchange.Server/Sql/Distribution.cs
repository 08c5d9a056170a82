using System.Data.Common;
using Dapper;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>Spreads tables over the workers of a Citus cluster: asked to once, and from then on also those of later scripts.</summary>
internal static class Distribution
{
    /// <summary>The tables that are to be spread and are not yet, in this connection's schema.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="tables">All that are to be spread.</param>
    /// <param name="asked">Whether to begin with it; otherwise it is only gone on with.</param>
    /// <exception cref="InvalidOperationException">It is asked for, and the database is no coordinator of Citus.</exception>
    public static async Task<IReadOnlyList<DistributedTable>> PlanAsync(
        DbConnection connection, IReadOnlyList<DistributedTable> tables, bool asked)
    {
        if (connection is not Npgsql.NpgsqlConnection || !await HasCitusAsync(connection))
        {
            return !asked
                ? []
                : throw new InvalidOperationException(
                    "The database is no coordinator of Citus: create extension citus there and add its workers (citus_add_node) first.");
        }

        var spread = (await connection.QueryAsync<string>(
            """
            select c.relname from pg_dist_partition d join pg_class c on c.oid = d.logicalrelid
            join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()
            """)).ToHashSet(StringComparer.Ordinal);
        return asked || spread.Count > 0 ? [.. tables.Where(table => !spread.Contains(table.Table))] : [];
    }

    private static async Task<bool> HasCitusAsync(DbConnection connection) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from pg_extension where extname = 'citus'") > 0;
}
