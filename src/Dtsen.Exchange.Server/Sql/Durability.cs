using System.Data.Common;
using Dapper;
using Npgsql;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>What a commit is worth: an acknowledged page or entry must survive a loss of power.</summary>
internal static class Durability
{
    private const long Full = 2;

    /// <summary>Reads back what the engine really does at COMMIT.</summary>
    /// <exception cref="InvalidOperationException">The engine would acknowledge a commit that is not on disk yet.</exception>
    public static async Task AssertAsync(DbConnection connection, CancellationToken cancellation = default)
    {
        if (connection is NpgsqlConnection)
        {
            var commit = await connection.ExecuteScalarAsync<string>(
                new CommandDefinition("show synchronous_commit", cancellationToken: cancellation));
            if (commit == "off")
                throw new InvalidOperationException(
                    "PostgreSQL runs with synchronous_commit=off: a commit could be lost after it was acknowledged. Set it to on.");
            return;
        }

        var synchronous = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("pragma synchronous", cancellationToken: cancellation));
        if (synchronous < Full)
            throw new InvalidOperationException(
                $"SQLite runs with synchronous={synchronous}, not FULL (2): a commit could be lost after it was acknowledged.");
    }
}
