using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// The counters that all nodes share. What is granted is written as used before the node may use it, so whatever becomes of the node, the
/// day's limit holds.
/// </summary>
internal sealed class QuotaStore(Database database)
{
    private const string Row = "scope = @Scope and kind = @Kind and day = @day";

    /// <summary>Grants what is wanted, or what is left where that is less.</summary>
    /// <param name="key">The counter.</param>
    /// <param name="day">Day (WIB).</param>
    /// <param name="wanted">So much is wanted, at least 1.</param>
    /// <param name="limit">Limit of the day.</param>
    /// <exception cref="DbException">The database cannot be reached; what it may have granted is lost to the day.</exception>
    public async Task<LeaseGrant> LeaseAsync(QuotaKey key, DateOnly day, long wanted, long limit)
    {
        await using var connection = await database.OpenConnectionAsync();
        while (true)
        {
            if (await TryLeaseAsync(connection, key, day, wanted, limit) is { } used)
            {
                return new LeaseGrant(wanted, used);
            }

            var now = await ReadOrBeginAsync(connection, key, day);
            if (now >= limit)
            {
                return new LeaseGrant(0, now);
            }

            // What another node takes meanwhile makes this fail, and the next round looks again: each takes what is left only once.
            wanted = Math.Min(wanted, limit - now);
        }
    }

    /// <summary>Takes back what was granted and not used.</summary>
    public async Task ReturnAsync(QuotaKey key, DateOnly day, long count)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            $"update quota_use set used = used - @count where {Row}", new { key.Scope, key.Kind, day = StoredDay.Of(day), count });
    }

    /// <summary>What is used of a day, leases included.</summary>
    public async Task<long> ReadAsync(QuotaKey key, DateOnly day)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<long>(
            $"select used from quota_use where {Row}", new { key.Scope, key.Kind, day = StoredDay.Of(day) });
    }

    private static Task<long?> TryLeaseAsync(DbConnection connection, QuotaKey key, DateOnly day, long wanted, long limit) =>
        connection.QuerySingleOrDefaultAsync<long?>(
            $"update quota_use set used = used + @wanted where {Row} and used + @wanted <= @limit returning used",
            new { key.Scope, key.Kind, day = StoredDay.Of(day), wanted, limit });

    private static async Task<long> ReadOrBeginAsync(DbConnection connection, QuotaKey key, DateOnly day)
    {
        var row = new { key.Scope, key.Kind, day = StoredDay.Of(day) };
        if (await connection.QuerySingleOrDefaultAsync<long?>($"select used from quota_use where {Row}", row) is { } used)
        {
            return used;
        }

        await connection.ExecuteAsync(
            "insert into quota_use (scope, kind, day, used) values (@Scope, @Kind, @day, 0) on conflict do nothing", row);
        return 0;
    }
}
