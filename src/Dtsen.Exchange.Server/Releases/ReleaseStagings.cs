using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Nodes;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>Which node has staged which release, in SQL.</summary>
internal sealed class ReleaseStagings(Database database, NodeRegistry nodes, ExchangeOptions options)
{
    /// <summary>
    /// Releases that are in the store of artefacts, that somebody reads or may come to read, and that a node has not staged.
    /// </summary>
    public async Task<IReadOnlyList<string>> ListMissingAsync(string node, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            """
            select r.id from releases r
            where r.state in (@sealed, @published) and r.retired_seq = 0
              and exists (select 1 from artefacts a where a.name = 'releases/' || r.id || '/signature')
              and not exists (select 1 from release_stagings s where s.release_id = r.id and s.node = @node)
            order by r.period, r.version
            """,
            new { node, @sealed = (long)ReleaseState.Sealed, published = (long)ReleaseState.Published },
            cancellationToken: cancellation))];
    }

    /// <summary>Notes that this node has staged a release.</summary>
    public async Task AddAsync(string releaseId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into release_stagings (release_id, node, staged_at) values (@releaseId, @node, @now) on conflict do nothing",
            new { releaseId, node = options.NodeName, now = options.Time.GetUtcNow().ToUtcMicroseconds() },
            cancellationToken: cancellation));
    }

    /// <summary>Of each release, every node that has it or is live, by name.</summary>
    public async Task<ILookup<string, NodeStaging>> ReadAsync(IReadOnlyCollection<string> releaseIds, CancellationToken cancellation)
    {
        var live = (await nodes.ListAsync(cancellation)).Where(node => node.IsLive(options)).ToList();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var all = new List<(string Id, NodeStaging Staging)>();
        foreach (var id in releaseIds)
        {
            var staged = (await connection.QueryAsync<StagedRow>(new CommandDefinition(
                "select s.node, s.staged_at as stagedat from release_stagings s join nodes n on n.name = s.node where s.release_id = @id",
                new { id },
                cancellationToken: cancellation))).ToDictionary(row => row.Node, row => row.StagedAt, StringComparer.Ordinal);
            all.AddRange(staged.Keys.Union(live.Select(node => node.Name), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => (id, new NodeStaging(
                    name, staged.TryGetValue(name, out var at) ? at : null, live.Any(node => node.Name == name)))));
        }

        return all.ToLookup(pair => pair.Id, pair => pair.Staging, StringComparer.Ordinal);
    }

    private sealed record StagedRow(string Node, long StagedAt);
}
