using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseStore
{
    /// <summary>Every release that was published, rolled back or not, with who sees it; without proposals.</summary>
    public async Task<IReadOnlyList<StoredRelease>> ListShownAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ListShownAsync(connection, null, cancellation);
    }

    /// <summary>The same, within a transaction.</summary>
    public static async Task<IReadOnlyList<StoredRelease>> ListShownAsync(
        DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<ReleaseRow>(new CommandDefinition(
            $"select {Columns} from releases where state in (@published, @rolledBack) order by period, version",
            new { published = (long)ReleaseState.Published, rolledBack = (long)ReleaseState.RolledBack },
            transaction,
            cancellationToken: cancellation));
        var audiences = (await connection.QueryAsync<AudienceRow>(new CommandDefinition(
                "select release_id as releaseid, audience from release_audiences order by audience",
                transaction: transaction,
                cancellationToken: cancellation)))
            .ToLookup(row => row.ReleaseId, row => (ReleaseAudience)row.Audience, StringComparer.Ordinal);
        return [.. rows.Select(row => new StoredRelease(row, [.. audiences[row.Id]], []))];
    }

    /// <summary>Retires a release, within the transaction of its entry.</summary>
    public static Task RetireAsync(DbConnection connection, DbTransaction transaction, string id, long seq) =>
        connection.ExecuteAsync("update releases set retired_seq = @seq where id = @id", new { seq, id }, transaction);
}
