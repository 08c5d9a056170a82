using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Server.Tests.Sql;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.PostgreSql;

/// <summary>A PostgreSQL of this run that other sides are compared with, and a connection to it that has no timeout.</summary>
internal sealed class PostgreSqlSide : IAsyncDisposable
{
    private const string Settings = """
        shared_buffers = 6GB
        maintenance_work_mem = 2GB
        max_wal_size = 16GB
        wal_level = minimal
        max_wal_senders = 0
        autovacuum = off
        jit = off
        """;

    private readonly PostgreSqlProcess _server;
    private readonly int _postmaster;

    private PostgreSqlSide(PostgreSqlProcess server, NpgsqlConnection connection, string connectionString)
    {
        _server = server;
        Connection = connection;
        ConnectionString = connectionString;
        _postmaster = ProcessTime.ParentOf(connection.ProcessID);
    }

    public NpgsqlConnection Connection { get; }

    public string ConnectionString { get; }

    /// <summary>User and kernel time of all its processes since it began, to 10 ms each.</summary>
    public TimeSpan Cpu => ProcessTime.OfFamily(_postmaster);

    /// <summary>Starts a server with an empty database.</summary>
    public static async Task<PostgreSqlSide> StartAsync()
    {
        var programs = PostgreSqlPrograms.Find()
            ?? throw new InvalidOperationException("PostgreSQL's server programs are missing; on Debian: apt-get install postgresql-15.");
        var server = await PostgreSqlProcess.StartAsync(programs, Settings);
        server.Connection.CommandTimeout = 0;
        var connectionString = server.Connection.ConnectionString;
        return new PostgreSqlSide(server, await OpenAsync(connectionString, CancellationToken.None), connectionString);
    }

    /// <summary>Another connection, to be disposed by who takes it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation) => OpenAsync(ConnectionString, cancellation);

    public async Task ExecuteAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, Connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Size of a table or an index, as <c>0.00 GB</c>.</summary>
    public async Task<string> SizeAsync(string relation)
    {
        await using var command = new NpgsqlCommand("select pg_relation_size($1::regclass)", Connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = relation } },
        };
        var bytes = (long)(await command.ExecuteScalarAsync())!;
        return (bytes / 1e9).ToString("0.00 'GB'", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads tables and indexes once, so that their pages are in memory.</summary>
    public async Task WarmAsync(params IReadOnlyList<string> relations)
    {
        await ExecuteAsync("create extension if not exists pg_prewarm");
        foreach (var relation in relations)
        {
            await ExecuteAsync($"select pg_prewarm('{relation}')");
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server.DisposeAsync();
    }
}
