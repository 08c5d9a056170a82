using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// The database of this node, and the one place that knows which engine it is. Statements are the same on all: bigint, text and blob,
/// instants as UTC microseconds, parameters as <c>@name</c>.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const string SqlitePrefix = "sqlite:";
    private readonly string? _sqlite;
    private readonly NpgsqlDataSource? _postgreSql;

    private Database(string sqlite) => _sqlite = sqlite;

    private Database(NpgsqlDataSource postgreSql) => _postgreSql = postgreSql;

    /// <summary>The engine behind <see cref="OpenConnectionAsync"/>.</summary>
    public Engine Engine => _postgreSql is null ? Engine.Sqlite : Engine.PostgreSql;

    /// <summary>The pool of PostgreSQL connections, for bulk load; null on SQLite.</summary>
    public NpgsqlDataSource? PostgreSql => _postgreSql;

    /// <summary>The connection string of SQLite's own provider; null on PostgreSQL.</summary>
    internal string? SqliteConnectionString => _sqlite;

    /// <summary>
    /// Takes <c>sqlite:/path/exchange.db</c>, a <c>postgres://</c> URI or a PostgreSQL connection string. Nothing is read or written yet.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The value is none of these; what was given is not repeated, since it may hold a password.
    /// </exception>
    public static Database Open(string connection)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        if (!connection.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
            return new Database(NpgsqlDataSource.Create(PostgreSqlConnection.Parse(connection)));

        var path = connection[SqlitePrefix.Length..];
        if (path.Length == 0 || path.Contains(":memory:", StringComparison.Ordinal))
            throw new ArgumentException("sqlite: needs the path of a file.", nameof(connection));
        return new Database(new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path),
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = false,
            Pooling = true,
        }.ToString());
    }

    /// <summary>A pooled connection, open and with this project's settings. The caller disposes it.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation = default)
    {
        if (_postgreSql is not null)
            return await _postgreSql.OpenConnectionAsync(cancellation);

        var connection = new SqliteConnection(_sqlite);
        try
        {
            await connection.OpenAsync(cancellation);
            // The engine's own wait retries within milliseconds; the provider's, which comes after it, sleeps 150 ms at a time.
            await connection.ExecuteAsync("pragma busy_timeout = 10000; pragma synchronous = full;");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Begins a transaction that writes. On SQLite it takes the write lock at once, so it never fails half way for want of it; on
    /// PostgreSQL it is read committed, whatever the server's default.
    /// </summary>
    public static async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation = default) =>
        await connection.BeginTransactionAsync(
            connection is NpgsqlConnection ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, cancellation);

    /// <summary>Closes the pooled connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_postgreSql is not null)
        {
            await _postgreSql.DisposeAsync();
            return;
        }

        using var connection = new SqliteConnection(_sqlite);
        SqliteConnection.ClearPool(connection);
    }
}
