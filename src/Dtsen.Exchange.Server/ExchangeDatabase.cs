using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Nodes;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server;

/// <summary>The database of an exchange, as an operator works with it without a node.</summary>
public sealed class ExchangeDatabase : IAsyncDisposable
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    private ExchangeDatabase(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Takes <c>sqlite:&lt;file&gt;</c>, a <c>postgres://</c> URI or a PostgreSQL connection string. Reads nothing yet.</summary>
    /// <exception cref="ArgumentException">The value is none of these; it is not repeated, since it may hold a password.</exception>
    public static ExchangeDatabase Open(string connection, TimeProvider time) => new(Database.Open(connection), time);

    /// <summary>What there is to do to bring the schema up to date. Nothing is changed.</summary>
    /// <param name="distribute">Whether to spread tables over the workers of a Citus cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">The database is no coordinator of Citus.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<SchemaStep>> PlanAsync(bool distribute, CancellationToken cancellation) =>
        Migrations.PlanAsync(_database, distribute, cancellation);

    /// <summary>Brings the schema up to date.</summary>
    /// <param name="distribute">Whether to spread tables over the workers of a Citus cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">The database is no coordinator of Citus, or does not write commits through.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public Task InstallAsync(bool distribute, CancellationToken cancellation) =>
        Migrations.RunAsync(_database, Migrations.EmbeddedScripts(), distribute, cancellation);

    /// <summary>All nodes that are not forgotten, by name.</summary>
    public async Task<IReadOnlyList<KnownNode>> ListNodesAsync(CancellationToken cancellation)
    {
        var rows = await new NodeRegistry(_database).ListAsync(cancellation);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var uploads = (await connection.QueryAsync<UploadRow>(new CommandDefinition(
            """
            select o.node, r.period || '.v' || r.version as release
            from release_owners o join releases r on r.id = o.release_id where r.state in (@open, @check) order by r.period, r.version
            """,
            new { open = (long)ReleaseState.Open, check = (long)ReleaseState.Checked },
            cancellationToken: cancellation))).ToLookup(row => row.Node, row => row.Release, StringComparer.Ordinal);
        return
        [
            .. rows.Select(row => new KnownNode(
                row.Name,
                row.Address,
                row.SeenAt.FromUtcMicroseconds(),
                row.IsLive(_time.GetUtcNow(), ExchangeOptions.DefaultMaxStateAge),
                row.Stopped != 0,
                row.Seq,
                [.. uploads[row.Name]])),
        ];
    }

    /// <summary>Forgets a node that is lost for good: what it owns is free from then on.</summary>
    /// <returns>False where it is live, or not known.</returns>
    public async Task<bool> ForgetNodeAsync(string name, CancellationToken cancellation) => (await new NodeRegistry(_database)
        .ForgetAsync(_time.GetUtcNow() - ExchangeOptions.DefaultMaxStateAge, name, cancellation)).Count > 0;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private sealed record UploadRow(string Node, string Release);
}
