using Dapper;
using Npgsql;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// PostgreSQL's advisory lock, so that nodes that start together migrate one after another. The server frees it with the connection, and
/// it is freed by name as well: a connection that goes back to the pool keeps its locks until it is used again.
/// </summary>
internal sealed class TurnLock : IAsyncDisposable
{
    // Any number, but the same for all nodes.
    private const long Key = 0x4454_5345_4E5F_4442;

    private readonly NpgsqlConnection _connection;

    private TurnLock(NpgsqlConnection connection) => _connection = connection;

    public static async Task<IAsyncDisposable> TakeAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition("select pg_advisory_lock(@Key)", new { Key }, commandTimeout: 0, cancellationToken: cancellation));
            return new TurnLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (_connection)
        {
            await _connection.ExecuteAsync("select pg_advisory_unlock(@Key)", new { Key });
        }
    }
}
