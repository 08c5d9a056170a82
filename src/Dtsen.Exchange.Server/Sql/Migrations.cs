using System.Data.Common;
using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Postgresql;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// Brings the schema up to date: the scripts in <c>Sql/Scripts</c>, in order of their names, each once and in a transaction of its own.
/// Nodes that start together take turns.
/// </summary>
internal static class Migrations
{
    private const string Journal = "schema_versions";

    /// <summary>Runs the scripts that the journal does not name, after asserting that commits are durable.</summary>
    /// <returns>The names of the scripts that ran now.</returns>
    /// <exception cref="MigrationException">A script failed; the message says which and what stands.</exception>
    /// <exception cref="InvalidOperationException">The engine does not write commits through to disk.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(Database database, CancellationToken cancellation = default) =>
        RunAsync(database, EmbeddedScripts(), distribute: false, cancellation);

    /// <summary>What there is to do, in order. Nothing is changed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="distribute">Whether to spread tables over the workers of a Citus cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<SchemaStep>> PlanAsync(Database database, bool distribute, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var scripts = EmbeddedScripts();
        var open = (await ForAsync(database, connection)).WithScripts(scripts).LogToNowhere().Build().GetScriptsToExecute();
        var tables = await Distribution.PlanAsync(connection, DistributedTable.In(scripts), distribute);
        var blob = database.Engine == Engine.Sqlite ? "blob" : "bytea";
        return
        [
            .. open.Select(script => new SchemaStep(script.Name, script.Contents.Replace("$blob$", blob, StringComparison.Ordinal).Trim())),
            .. tables.Select(table => new SchemaStep(table.Table, table.Sql + ";")),
        ];
    }

    internal static Task<IReadOnlyList<string>> RunAsync(
        Database database, IReadOnlyList<SqlScript> scripts, CancellationToken cancellation) =>
        RunAsync(database, scripts, distribute: false, cancellation);

    /// <summary>The same; where asked to, tables are spread over the workers of a Citus cluster.</summary>
    internal static async Task<IReadOnlyList<string>> RunAsync(
        Database database, IReadOnlyList<SqlScript> scripts, bool distribute, CancellationToken cancellation)
    {
        await using var turn = await TakeTurnAsync(database, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (database.Engine == Engine.Sqlite)
            await connection.ExecuteAsync("pragma journal_mode = wal");
        await Durability.AssertAsync(connection, cancellation);

        var engine = (await ForAsync(database, connection))
            .WithScripts(scripts)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build();
        var result = engine.PerformUpgrade();
        if (result.Successful)
        {
            foreach (var table in await Distribution.PlanAsync(connection, DistributedTable.In(scripts), distribute))
                await connection.ExecuteAsync(table.Sql);
            return [.. result.Scripts.Select(script => script.Name)];
        }

        var failed = result.ErrorScript?.Name;
        throw new MigrationException(
            failed is null
                ? "The schema could not be read or its journal could not be made; no script ran."
                : $"Script {failed} failed and was rolled back as a whole; the scripts before it stand.",
            result.Error)
        {
            Script = failed,
        };
    }

    internal static IReadOnlyList<SqlScript> EmbeddedScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => SqlScript.FromStream(name, assembly.GetManifestResourceStream(name))),
        ];
    }

    private static async Task<UpgradeEngineBuilder> ForAsync(Database database, DbConnection connection) =>
        database.PostgreSql is { } source
        ? DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source))
            .JournalToPostgresqlTable(await connection.ExecuteScalarAsync<string>("select current_schema()"), Journal)
            .WithVariable("blob", "bytea")
        : DeployChanges.To.SqliteDatabase(database.SqliteConnectionString)
            .JournalToSqliteTable(Journal)
            .WithVariable("blob", "blob");

    private static Task<IAsyncDisposable> TakeTurnAsync(Database database, CancellationToken cancellation) =>
        database.PostgreSql is { } source ? TurnLock.TakeAsync(source, cancellation) : TurnFile.TakeAsync(database, cancellation);
}
