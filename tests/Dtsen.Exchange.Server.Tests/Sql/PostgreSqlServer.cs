using Dapper;
using Dtsen.Exchange.Server.Tests.Sql;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>
/// PostgreSQL for the compliance suites: one server for the whole run, started when the first test asks, and a database of its own for
/// each test.
/// </summary>
public sealed class PostgreSqlServer : ITestDatabases, IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlProcess?>> _process = new(StartAsync);
    private int _databases;

    public async Task<TestDatabase> NewAsync()
    {
        var process = await _process.Value;
        if (process is null)
        {
            Needed.Missing("PostgreSQL's server programs are missing; on Debian: apt-get install postgresql-15.");
        }

        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(process!, $"create database {name}");
        return new PostgreSqlDatabase(process!, name);
    }

    public async ValueTask DisposeAsync()
    {
        // One that did not start has failed the tests that asked for it.
        if (_process.IsValueCreated && _process.Value is { IsCompletedSuccessfully: true, Result: { } process })
        {
            await process.DisposeAsync();
        }
    }

    private static async Task<PostgreSqlProcess?> StartAsync() =>
        !OperatingSystem.IsWindows() && PostgreSqlPrograms.Find() is { } programs ? await PostgreSqlProcess.StartAsync(programs) : null;

    private static async Task ExecuteAsync(PostgreSqlProcess process, string statement)
    {
        await using var connection = new NpgsqlConnection(process.Connection.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(statement);
    }

    private sealed class PostgreSqlDatabase(PostgreSqlProcess process, string name)
        : TestDatabase(new NpgsqlConnectionStringBuilder(process.Connection.ConnectionString) { Database = name }.ConnectionString)
    {
        public override async Task TakeAwayAsync()
        {
            await ExecuteAsync(process, $"alter database {name} allow_connections false");
            await ExecuteAsync(process, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        }

        public override Task BringBackAsync() => ExecuteAsync(process, $"alter database {name} allow_connections true");

        private protected override Task DeleteAsync() => ExecuteAsync(process, $"drop database {name} with (force)");
    }
}
