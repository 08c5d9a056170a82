using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>The shares that nodes hold of rates a second. One node changes them at a time.</summary>
internal sealed class RateShareStore(Database database)
{
    // A row stays: who comes next must not take what was just used for what was never asked for.
    private const string Free = "update rate_shares set share = 0, demand = 0 where node = @node";

    /// <summary>Renews a node's leases, and changes what it decides by what all nodes hold.</summary>
    /// <param name="node">The node.</param>
    /// <param name="decide">Takes the renewals of all nodes by name, and all rows; no other node changes any of them meanwhile.</param>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached: whether anything changed is unknown.</exception>
    public async Task RenewAsync(string node, Func<IReadOnlyDictionary<string, long>, IReadOnlyList<RateShareRow>, RateRound> decide)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await Database.BeginAsync(connection);
        await connection.ExecuteAsync("update rate_nodes set renewals = renewals + 1 where node = ''", null, transaction);
        await connection.ExecuteAsync(
            "insert into rate_nodes (node, renewals) values (@node, 1) on conflict (node) do update set renewals = rate_nodes.renewals + 1",
            new { node }, transaction);
        var nodes = await connection.QueryAsync<(string Node, long Renewals)>(
            "select node, renewals from rate_nodes where node <> ''", null, transaction);
        var rows = await connection.QueryAsync<RateShareRow>("select scope, node, share, demand from rate_shares", null, transaction);
        var round = decide(nodes.ToDictionary(one => one.Node, one => one.Renewals, StringComparer.Ordinal), [.. rows]);
        foreach (var ended in round.Ended)
        {
            await connection.ExecuteAsync(Free, new { node = ended }, transaction);
        }

        foreach (var gone in round.Gone)
        {
            await connection.ExecuteAsync("delete from rate_shares where node = @node", new { node = gone }, transaction);
        }

        foreach (var scope in round.Dropped)
        {
            await connection.ExecuteAsync(
                "delete from rate_shares where scope = @scope and node = @node", new { scope, node }, transaction);
        }

        foreach (var row in round.Changed)
        {
            await connection.ExecuteAsync(
                "insert into rate_shares (scope, node, share, demand) values (@Scope, @Node, @Share, @Demand) "
                + "on conflict (scope, node) do update set share = excluded.share, demand = excluded.demand",
                row, transaction);
        }

        await transaction.CommitAsync();
    }

    /// <summary>Gives back all that a node holds.</summary>
    public async Task FreeAsync(string node)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(Free, new { node });
    }
}
