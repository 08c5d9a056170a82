using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Nodes;

/// <summary>
/// The nodes of the exchange, in SQL. A node says every few seconds that it is there. It counts as live until it has been silent for as
/// long as a node answers without the database, and is forgotten much later: until then what it owns waits for it.
/// </summary>
internal sealed class NodeRegistry(Database database)
{
    private const string Columns = "name, address, seen_at as seenat, stopped, seq";

    /// <summary>Enters a node that starts. What it had of the releases it may have lost: it says so anew.</summary>
    public async Task RegisterAsync(NodeRow node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from release_stagings where node = @Name", node, cancellationToken: cancellation));
        await BeatAsync(node, cancellation);
    }

    /// <summary>Says that a node is there, also where it had been forgotten.</summary>
    public async Task BeatAsync(NodeRow node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nodes (name, address, seen_at, stopped, seq) values (@Name, @Address, @SeenAt, @Stopped, @Seq)
            on conflict (name) do update set
              address = excluded.address, seen_at = excluded.seen_at, stopped = excluded.stopped, seq = excluded.seq
            """,
            node,
            cancellationToken: cancellation));
    }

    /// <summary>All nodes that are not forgotten, by name.</summary>
    public async Task<IReadOnlyList<NodeRow>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<NodeRow>(new CommandDefinition(
            $"select {Columns} from nodes order by name", cancellationToken: cancellation))];
    }

    /// <summary>Forgets the nodes that were last seen before an instant: what they own is free from then on.</summary>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset seenBefore, string? name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            """
            delete from nodes where (seen_at < @before or stopped = 1 and @name <> '') and (@name = '' or name = @name) returning name
            """,
            new { before = seenBefore.ToUtcMicroseconds(), name = name ?? "" },
            cancellationToken: cancellation))];
    }
}
