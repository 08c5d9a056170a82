using Dapper;
using Npgsql;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>A schema of a test on a Citus cluster, made by <c>dtsen sql install --distribute</c>.</summary>
internal sealed class CitusSchema : IAsyncDisposable
{
    private readonly string _coordinator;
    private readonly string _schema;

    private CitusSchema(string coordinator, string schema)
    {
        _coordinator = coordinator;
        _schema = schema;
        Connection = new NpgsqlConnectionStringBuilder(coordinator) { SearchPath = schema, Pooling = true }.ConnectionString;
    }

    /// <summary>What a node is given.</summary>
    public string Connection { get; }

    public static async Task<CitusSchema> NewAsync(string uri)
    {
        // Npgsql itself takes no URIs. Not pooled: a session of the coordinator keeps its connections to workers, dead ones too.
        var coordinator = new Uri(uri);
        var schema = new CitusSchema(
            new NpgsqlConnectionStringBuilder
            {
                Host = coordinator.Host,
                Port = coordinator.Port,
                Username = coordinator.UserInfo.Split(':')[0],
                Password = coordinator.UserInfo.Contains(':', StringComparison.Ordinal) ? coordinator.UserInfo.Split(':')[1] : null,
                Database = coordinator.AbsolutePath[1..],
                Pooling = false,
            }.ConnectionString,
            "nodes_" + RunningExchange.Text(Environment.ProcessId));
        await schema.ExecuteAsync($"create schema {schema._schema}");
        var environment = new Dictionary<string, string> { ["DTSEN_DATABASE"] = schema.Connection };
        var plan = (await Dtsen.RunAsync(environment, "sql", "install", "--distribute", "--dry-run")).Ended(0);
        Assert.Contains("select create_distributed_table('artefact_chunks', 'artefact');", plan.Output, StringComparison.Ordinal);
        (await Dtsen.RunAsync(environment, "sql", "install", "--distribute")).Ended(0);
        Assert.Contains(
            "up to date", (await Dtsen.RunAsync(environment, "sql", "install", "--distribute")).Ended(0).Output, StringComparison.Ordinal);
        return schema;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop schema {_schema} cascade");

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(_coordinator);
        await connection.ExecuteAsync(statement);
    }
}
