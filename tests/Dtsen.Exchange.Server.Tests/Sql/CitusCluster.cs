using System.Collections.Concurrent;
using Dapper;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.Tests.Sql;
using Npgsql;

[assembly: AssemblyFixture(typeof(CitusCluster))]

namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>
/// A Citus cluster that somebody else runs: <c>DTSEN_CITUS</c> is the connection to its coordinator. Each test has a schema of its own
/// there, installed with its tables spread over the workers. They are dropped when all tests have ended: who connects while another drops an index
/// may be told that the catalogue has lost it.
/// </summary>
public sealed class CitusCluster : ITestDatabases, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _made = new();
    private int _schemas;

    /// <summary>The coordinator; null where there is none.</summary>
    internal static string? Coordinator => Environment.GetEnvironmentVariable("DTSEN_CITUS") is { Length: > 0 } named ? named : null;

    public async Task<TestDatabase> NewAsync()
    {
        if (Coordinator is not { } coordinator)
        {
            // The one thing that no package brings: never a failure.
            Assert.Skip("DTSEN_CITUS names no Citus coordinator.");
            return null!;
        }

        var schema = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}";
        _made.Enqueue(schema);
        await ExecuteAsync(coordinator, $"create schema {schema}");
        var connection = new NpgsqlConnectionStringBuilder(PostgreSqlConnection.Parse(coordinator).ConnectionString)
        {
            SearchPath = schema,
            Options = "-c citus.shard_count=4",
        };
        var database = new CitusSchema(coordinator, connection.ConnectionString, schema);
        await Migrations.RunAsync(database.Database, Migrations.EmbeddedScripts(), distribute: true, default);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var schema in _made)
        {
            await ExecuteAsync(Coordinator!, $"drop schema {schema} cascade");
        }
    }

    private static async Task ExecuteAsync(string coordinator, string statement)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlConnection.Parse(coordinator).ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(statement);
    }

    private sealed class CitusSchema(string coordinator, string connection, string schema) : TestDatabase(connection)
    {
        // Others work on the same cluster: a log whose counter is not to be found cannot be read either.
        public override Task TakeAwayAsync() => ExecuteAsync(coordinator, $"alter table {schema}.counters rename to counters_away");

        public override Task BringBackAsync() => ExecuteAsync(coordinator, $"alter table {schema}.counters_away rename to counters");

        private protected override Task DeleteAsync() => Task.CompletedTask;
    }
}
