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
        RunAsync(database, EmbeddedScripts(), cancellation);

    internal static async Task<IReadOnlyList<string>> RunAsync(
        Database database, IReadOnlyList<SqlScript> scripts, CancellationToken cancellation)
    {
        await using var turn = await TakeTurnAsync(database, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (database.Engine == Engine.Sqlite)
            await connection.ExecuteAsync("pragma journal_mode = wal");
        await Durability.AssertAsync(connection, cancellation);

        var engine = For(database)
            .WithScripts(scripts)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build();
        var result = engine.PerformUpgrade();
        if (result.Successful)
            return [.. result.Scripts.Select(script => script.Name)];

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

    private static UpgradeEngineBuilder For(Database database) => database.PostgreSql is { } source
        ? DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source))
            .JournalToPostgresqlTable("public", Journal)
            .WithVariable("blob", "bytea")
        : DeployChanges.To.SqliteDatabase(database.SqliteConnectionString)
            .JournalToSqliteTable(Journal)
            .WithVariable("blob", "blob");

    private static Task<IAsyncDisposable> TakeTurnAsync(Database database, CancellationToken cancellation) =>
        database.PostgreSql is { } source ? TurnLock.TakeAsync(source, cancellation) : TurnFile.TakeAsync(database, cancellation);
}
